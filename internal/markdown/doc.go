// Package markdown writes text into GitHub's Markdown so that it shows as it is, whatever it holds: source code, names of
// files and messages of rules come from outside, and none of them may become a link, a picture, HTML, a mention of more
// columns or a character that moves others.
package markdown
