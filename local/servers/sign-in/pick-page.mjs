const safe = (text) => text.replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`);

/** The page on which a demo person is picked; in Azure this is Microsoft's own sign-in page. */
export const pickPage = (people, path) => `<!doctype html>
<html lang="en-GB">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<link rel="icon" href="data:,">
<title>Choose who you are - demo sign-in</title>
<style>
  :root { color-scheme: light dark; --line: #8a8a8a; --quiet: #5c5c5c; --paper: #fff; --back: #f3f5f9; --link: #0f4b91 }
  @media (prefers-color-scheme: dark) { :root { --quiet: #c2c2c2; --paper: #22252b; --back: #15171b; --link: #9cc7ff } }
  body { margin: 0; background: var(--back); font: 1rem/1.5 "Segoe UI", system-ui, sans-serif }
  main { max-width: 40rem; margin: 6vh auto; padding: 0 1rem }
  h1 { font-size: 1.5rem; margin: 0 0 .25rem }
  p { margin: 0 0 1.25rem; color: var(--quiet) }
  ul { list-style: none; margin: 0; padding: 0; display: grid; gap: .5rem }
  a { display: block; padding: .75rem 1rem; border: 1px solid var(--line); border-radius: .5rem; background: var(--paper); color: inherit; text-decoration: none }
  a:hover, a:focus-visible { outline: 3px solid var(--link); outline-offset: 1px }
  b { color: var(--link) }
  span { display: block; color: var(--quiet) }
</style>
</head>
<body>
<main>
<h1>Who are you today?</h1>
<p>This is the demo's sign-in. It asks for no password. In Azure, Microsoft Entra ID stands here.</p>
<ul>
${people.map((one) => `<li><a href="${safe(path)}?person=${encodeURIComponent(one.key)}"><b>${safe(one.name)}</b>, ${safe(one.job)}<span>${safe(one.organisation)}: ${safe(one.about)}</span></a></li>`).join('\n')}
</ul>
</main>
</body>
</html>`;
