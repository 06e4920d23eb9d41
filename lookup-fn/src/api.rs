//! Addresses, JSON and HTML. The same handlers serve one machine and a function in a cloud: what they need is handed to
//! them ([`Function`]), they keep nothing but counts of attempts, and who calls stands beside the request ([`Caller`]).

mod answer;
mod answers;
mod body;
mod caller;
mod changed;
mod desk;
mod detail;
mod device;
mod due;
mod file;
mod guard;
mod health;
mod limit;
mod page;
mod papers;
mod people;
mod pin_tier;
mod problem;
mod procedure;
mod read;
mod receipt;
mod send;
mod settings;
mod slip;
mod submit;
mod track;
mod upload;
mod written;

use std::net::IpAddr;
use std::sync::Arc;

use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::http::{Method, StatusCode};
use axum::middleware::from_fn_with_state;
use axum::routing::{MethodRouter, get, post, put};
use content::Submission;
use content::intake::Intake;

pub use caller::Caller;
pub use limit::Pace;
pub use settings::Settings;

use crate::Moment;
use crate::dossier::{DossierCode, ServerKey};
use crate::store::{Staff, Store};
use body::Room;
use limit::Limiter;
use people::People;
use problem::Problem;

/// The rules in force now; none while the content is broken and nothing good has been read yet.
pub type Rules = Arc<dyn Fn() -> Option<Arc<Intake>> + Send + Sync>;
/// What time it is.
pub type Clock = Arc<dyn Fn() -> Moment + Send + Sync>;
/// Takes lines of JSON without anything personal in them.
pub type Log = Arc<dyn Fn(&str) + Send + Sync>;

/// Everything the function needs of the world.
pub struct Function<S> {
    /// Where dossiers are kept.
    pub store: S,
    /// The rules in force now.
    pub rules: Rules,
    /// The server's secret.
    pub key: ServerKey,
    /// What time it is.
    pub clock: Clock,
    /// Where lines of the log go.
    pub log: Log,
    /// What an operator can set.
    pub settings: Settings,
}

/// What all handlers share.
struct App<S> {
    function: Function<S>,
    people: People,
    room: Room,
    pins_per_code: Limiter<(Option<IpAddr>, DossierCode)>,
    pins_per_address: Limiter<IpAddr>,
    sendings: Limiter<IpAddr>,
    desk: desk::Attempts,
}

/// An address with what answers there.
pub(crate) struct Route<S> {
    method: Method,
    path: &'static str,
    handler: MethodRouter<Arc<App<S>>>,
}

/// The function's addresses: data below `/api/`, the officers' pages below `/can-bo/`.
pub fn router<S: Store + Staff>(function: Function<S>) -> Router {
    let settings = &function.settings;
    let app = Arc::new(App {
        people: People::new(),
        room: Room::of_bytes(settings.most_held_bytes),
        pins_per_code: Limiter::new(settings.pins_per_code),
        pins_per_address: Limiter::new(settings.pins_per_address),
        sendings: Limiter::new(settings.sendings_per_address),
        desk: desk::Attempts::new(settings),
        function,
    });
    let guard = Arc::new(guard::Guard::new(app.clone()));
    let router = routes::<S>()
        .into_iter()
        .fold(Router::new(), |router, route| router.route(route.path, route.handler));
    router
        .route("/api/{*rest}", axum::routing::any(unknown))
        .merge(desk::pages(&app))
        .method_not_allowed_fallback(wrong_method)
        // Every handler that reads a body says itself how much of it.
        .layer(DefaultBodyLimit::disable())
        .layer(from_fn_with_state(guard, guard::guard::<S>))
        .with_state(app)
}

/// Every address with its method, as the description at `/api/openapi.json` has them.
pub fn addresses() -> Vec<(Method, &'static str)> {
    routes::<crate::store::MemoryStore>().into_iter().map(|route| (route.method, route.path)).collect()
}

fn routes<S: Store + Staff>() -> Vec<Route<S>> {
    let on_get = |path, handler| Route { method: Method::GET, path, handler };
    let on_post = |path, handler| Route { method: Method::POST, path, handler };
    let mut routes = vec![
        on_get("/api/health", get(health::health)),
        on_get("/api/openapi.json", get(health::description)),
        on_get("/api/procedures/{code}", get(procedure::procedure)),
        on_post("/api/uploads", post(upload::announce)),
        Route { method: Method::PUT, path: "/api/uploads/{id}", handler: put(upload::take) },
        on_get("/api/dossiers", get(track::typed)),
        on_post("/api/dossiers", post(submit::submit)),
        on_get("/api/dossiers/{code}", get(track::by_code)),
        on_post("/api/dossiers/{code}/detail", post(detail::detail)),
        on_post("/api/dossiers/{code}/receipt", post(receipt::again)),
        on_post("/api/dossiers/{code}/supplement", post(send::supplement)),
        on_post("/api/dossiers/{code}/withdraw", post(send::withdraw)),
        on_post("/api/dossiers/{code}/files/{sha256}", post(file::file)),
        on_post("/api/dossiers/{code}/slips/{event}", post(slip::slip)),
        on_get(crate::slip::STYLE_ADDRESS, get(slip::style)),
    ];
    routes.extend(desk::routes());
    routes
}

async fn unknown() -> Problem {
    Problem::new(StatusCode::NOT_FOUND, "not-found")
}

async fn wrong_method() -> Problem {
    Problem::new(StatusCode::METHOD_NOT_ALLOWED, "wrong-method")
}

impl<S> App<S> {
    fn now(&self) -> Moment {
        (self.function.clock)()
    }

    /// Errors: there are none yet.
    fn rules(&self) -> Result<Arc<Intake>, Problem> {
        let none = || Problem::new(StatusCode::SERVICE_UNAVAILABLE, "no-rules").after(30);
        (self.function.rules)().ok_or_else(none)
    }

    /// Who may send dossiers.
    fn submission(&self) -> Submission {
        let stated = self.function.settings.submission;
        stated.or_else(|| (self.function.rules)().map(|rules| rules.site.submission)).unwrap_or_default()
    }

    /// What every answer says where no office receives anything.
    fn trial(&self) -> Option<&'static str> {
        (self.submission() == Submission::Demo).then_some(crate::words::TRIAL)
    }

    /// Counts a sending of `caller`.
    ///
    /// Errors: there were too many lately.
    fn sending(&self, caller: Caller) -> Result<(), Problem> {
        let too_many =
            |seconds| Problem::new(StatusCode::TOO_MANY_REQUESTS, "too-many-sendings").after(seconds);
        self.sendings.take(caller.key(), self.now()).map_err(too_many)
    }
}
