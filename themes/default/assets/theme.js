!function(e){e.className="js";try{var s=localStorage;["theme","size"].forEach(function(k){var v=s.getItem("motcua:"+k);v&&e.setAttribute("data-"+k,v)})}catch(x){}}(document.documentElement);
