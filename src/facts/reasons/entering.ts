import type { ReasonWords } from "./words.ts";

/** Somebody came from outside, and did not come to this place; a fact gives it as its cause. */
export const entering = {
  "wrong-host": {
    means: "Somebody else answers at this address: another machine, or something that stands in front.",
    seeByHand: [
      "The certificate from outside, and on the machine itself: both must be the same.",
      "$ curl -vk https://HOST/ 2>&1 | grep -A8 Server",
      "$ curl -vk --resolve HOST:443:127.0.0.1 https://HOST/ 2>&1 | grep -A8 Server",
      "Where the name leads, and which addresses the machine has:",
      "$ getent ahosts HOST",
      "$ ip -br address",
    ],
    mend: [
      "Let the name lead to this machine, or the router or load balancer pass the port on to it. What ends TLS in front with a certificate of its own (a CDN, a load balancer) hides who is behind: stop the product for a moment and see whether a visit comes through.",
      "$ sudo footing answer HOST",
    ],
  },
  "nothing-behind": {
    means: "The connection is accepted, and nobody is behind it: a load balancer or proxy that finds no machine.",
    seeByHand: ["What comes back once it is connected: nothing, or 502, 503, 504:", "$ curl -vk https://HOST/"],
    mend: [
      "Let the load balancer pass the port on to this machine, and see why it counts it as down: its health check, its port, a firewall between both.",
    ],
  },
  "hairpin-only": {
    means: "It is reached from within alone: from outside nothing comes through, and the place's own visit arrives.",
    seeByHand: ["On the machine itself, and then with a phone whose Wi-Fi is off:", "$ curl -vk https://HOST/"],
    mend: [
      "Open the port in the router or firewall for the internet, and pass it on to this machine. That it works from within shows nothing: the router, or this machine itself, turns such visits round.",
    ],
  },
  "no-redirect": {
    means: "Who opens the address with http is not led on to https.",
    seeByHand: [
      "The first line must be 301 or 308 (or 302, 303, 307), and Location the https address:",
      "$ curl -sI http://HOST/",
    ],
    mend: ["Let the web server lead on from port 80 to https, and let port 80 through where port 443 is."],
  },
} as const satisfies Readonly<Record<string, ReasonWords>>;

/** Whether somebody outside gets in was not seen. */
export const unvisited = {
  "nobody-outside": {
    means: "Nobody outside was there to visit this place, and that it reaches itself shows nothing.",
    seeByHand: [
      "Listen where the product will run, and open the address that is printed with a phone whose Wi-Fi is off:",
      "$ sudo footing answer HOST",
    ],
    mend: [
      "Where the product does not run yet, let the check listen in its place, and open the address that it tells on a phone whose Wi-Fi is off:",
      "$ sudo footing check PRODUCT --visit 5m",
      "Or run the check from a machine elsewhere, which then is the visitor:",
      "$ footing check PRODUCT --on ssh://HOST",
      "Or name in the file another machine that you reach by ssh, with from: ssh://OTHER.",
    ],
  },
  "nobody-listens": {
    means: "Nobody listens on the port there yet, so a visit that is refused shows nothing.",
    seeByHand: ["On the machine itself:", "$ sudo ss -ltn 'sport = :443'"],
    mend: [
      "Once the product runs, check again. Before that, listen there in its place, and open the address that is printed from outside:",
      "$ sudo footing answer HOST",
    ],
  },
} as const satisfies Readonly<Record<string, ReasonWords>>;
