// A server that asks for a token.

export async function signIn({ browser, url, token, tally }) {
  console.log('Sign in');
  const page = await browser.open();
  await page.goto(url);
  await page.getByLabel('Token').waitFor();
  tally.check('without the token there is nothing but the sign-in', await page.locator('nav a').count() === 0);
  await page.getByLabel('Token').fill('wrong');
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.getByText('this is not the token').waitFor();
  await browser.accessible('Sign in');
  browser.complaints.length = 0; // a refused sign-in is one, rightly
  await page.getByLabel('Token').fill(token);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.locator('.memory').first().waitFor();
  const kept = await page.evaluate(() => [document.cookie, JSON.stringify({ ...localStorage, ...sessionStorage })]);
  tally.check('no script can read the session or the token', !kept.join().includes('session') && !kept.join().includes(token), kept);
  await page.reload();
  await page.locator('.memory').first().waitFor();
  tally.check('the session outlives a reload', true);
  await page.locator('.live.on').waitFor();
  await page.getByRole('button', { name: 'Sign out' }).click();
  await page.getByLabel('Token').waitFor();
  const answer = await page.evaluate(() => fetch('/ui/api/memories').then(one => one.status));
  tally.equal('signed out is signed out', answer, 401);
}
