// Papers that were asked for, sent from the page of a dossier; and the button that prints a receipt.
all('[data-print]').forEach(button => { button.onclick = () => print(); });
const supplement = one('form[data-files]');
if (supplement) {
  const W = JSON.parse(by('loi-tep').textContent), told = one('[data-told]', supplement), nowhere = () => Promise.resolve();
  const F = filesOn(supplement, W, supplement.action.replace(/dossiers\/.*$/, ''), W.largest, nowhere, nowhere, nowhere, () => {});
  let isSending = false;
  F.pump.told = seconds => { told.textContent = !seconds ? '' : navigator.onLine === false ? W.offline : fill(W.retry, { n: seconds }); };
  supplement.addEventListener('submit', async event => {
    event.preventDefault();
    if (isSending) return;
    isSending = true;
    told.textContent = W.waiting;
    while (F.files.some(file => file.state === 'shrinking')) await wait(.2);
    await F.pump();
    isSending = false;
    told.textContent = '';
    if (F.files.some(file => file.state === 'bad')) return one('.bad input', supplement).focus();
    F.files.forEach(file => {
      const input = make('input', '', supplement);
      input.type = 'hidden';
      input.name = 'upload.' + file.paper;
      input.value = file.token + ' ' + file.name;
    });
    supplement.submit();
  });
}
