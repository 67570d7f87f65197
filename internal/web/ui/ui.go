// Package ui is the layout and the components every page is made of: plain HTML elements that work
// without script, at 320 px, on paper and for a screen reader.
//
// Pages pass typed values; sentences come from i18n through the context. No component carries inline
// style, inline script or event attributes: the content security policy forbids them and a test looks.
package ui

import (
	"regexp"
	"strconv"
	"strings"

	"github.com/a-h/templ"
	"github.com/google/uuid"
)

// Link is a place to go: words and address. Icon and Name are optional; Name is what a screen reader
// says when the words alone are not unique on the page ("Sửa" is read "Sửa điểm danh: Lò Thị Mai").
type Link struct {
	Text, Href, Icon, Name string
}

// Action is a button: a link when Href is set, else it sends the form with the id Form
// (or the form it stands in when Form is empty), with Field=Value if given.
type Action struct {
	Text, Href, Form, Field, Value, Icon, Name string
}

// Tag is a state in icon, word and colour. Kind: act, ok, warn, bad, sealed or mute.
type Tag struct {
	Kind, Icon, Text string
}

// Note is a message in the page. Kind: info, warn, bad, ok, or plain for a quiet line with a check.
// Live makes a screen reader announce it when it appears: bad at once, others when it is quiet.
type Note struct {
	Kind, Icon, Title, Text string
	Action                  *Link
	Live                    bool
	Vi                      string // a part of the text that is Vietnamese on every page (see Said)
}

// Sync says where the text is: one of local, sending, synced, offline, conflict.
// At is the time of the last successful sending, Text replaces the standard words.
type Sync struct {
	State, At, Text, Href string
	// Lasts adds how long the meeting has lasted.
	Lasts *Lasts
}

// Lasts is a length of time that grows: Under holds "{n}" for the minutes, Over for those beyond Plan.
type Lasts struct {
	Minutes, Plan int
	Under, Over   string
}

func (l Lasts) words() string {
	if l.Plan > 0 && l.Minutes > l.Plan {
		return strings.ReplaceAll(l.Over, "{n}", strconv.Itoa(l.Minutes-l.Plan))
	}
	return strings.ReplaceAll(l.Under, "{n}", strconv.Itoa(l.Minutes))
}

// Role is a sentence about the role one works in, and the way to change it.
type Role struct{ Text, Change, Href string }

// Page is what the frame around a page needs.
type Page struct {
	// Title is the whole window title: "Điểm danh · tháng 12/2026 · Chi bộ Tổ dân phố 3".
	Title string
	// Where is the cell or committee: in the bar on home pages, above the heading elsewhere.
	Where string
	// Back leads to the parent page; nil on home pages. Its text defaults to "Quay lại".
	Back *Link
	// BarTitle is a short page name in the top bar, at most twelve letters, or nothing.
	BarTitle string
	Sync     *Sync
	// Contents is the "Mục lục" link; nil leaves it out (sign-in).
	Contents *Link
	// Help is the address of the help page.
	Help string
	// Primary is the one next step, in the sticky bar. Home pages put it into NextCard instead.
	Primary *Action
	// Heading is the h1 and Sub the grey line under it. Without Heading the page draws its own h1.
	Heading, Sub string
	// Role says to one with several posts as which he works here.
	Role *Role
	// Vietnamese says that Heading is so on every page: words of a paper.
	Vietnamese bool
	// Summary stands beside the heading of a Desk page: the one big number.
	Summary templ.Component
	// Banner is the one message of the page, under the title.
	Banner *Note
	// Desk is the three-column committee page, Wide a table page, Room the tighter meeting page.
	Desk, Wide, Room bool
	// Print is a print sheet: the page is paper, with a small row of tools above it on screen.
	Print bool
	// PrintAt is the page that prints the papers of what this page is about: said
	// on paper where this page has no form of its own.
	PrintAt *Link
	// Papers are what a page to be filled in, which has no printed form, names on paper.
	Papers *Link
	// AsOf stands above the title on paper: whose page this is, as of when.
	AsOf string
	// Practice marks every page of a practice meeting; nil: this is real.
	Practice *Practice
	// Leaves says how a shared device signs itself out; nil: it does not.
	Leaves *Leaving
	// Failed marks the answer to a form with something to correct; the title begins with "Lỗi: ".
	Failed bool
	// Lang is vi or en (the language of the context when empty); Size vua, lon or rat-lon; Contrast "" or cao.
	Lang, Size, Contrast string
	// Live is where the page hears that something changed; "" where it does not follow.
	Live string
	// Wall is a page shown on a wall: large, and made anew by itself without script.
	Wall bool
	// Scripts are further bundles by plain name, such as room.js.
	Scripts []string
	// Refresh loads the page anew after so many seconds where there is no script.
	Refresh int
}

// Leaving is after how many minutes without use a shared device signs itself out, where its form
// goes, and whom the script tells that somebody is still there.
type Leaving struct {
	Minutes   int
	Out, Tell string
}

// class is the arrangement of the page for the stylesheet.
func (p Page) class() string {
	c := "page"
	for _, k := range []struct {
		on   bool
		name string
	}{{p.Desk, "desk"}, {p.Wide, "wide"}, {p.Room, "room"}, {p.Print, "print-page"}, {p.Wall, "wall"}} {
		if k.on {
			c += " " + k.name
		}
	}
	return c
}

// NewKey makes the idempotency key of one showing of a form. Sent twice, it is done once.
func NewKey() string {
	return uuid.Must(uuid.NewV7()).String()
}

const (
	nbsp   = "\u00a0"
	joiner = "\u2060" // no width, no break
)

var (
	// A number that already belongs to the word before it ("tháng 12") does not hold the next one too.
	numberThenWord = regexp.MustCompile(`(^|[^\d.,/:\x{a0}])(\d[\d.,/:%]*) (\p{L})`)
	wordThenNumber = regexp.MustCompile(`(?i)(tháng|ngày|lúc|bước|mục|tổ|số|phố|thôn|khóa|quý|trang) (\d)`)
	// "02-NQ/CB": the number of a paper breaks neither at its hyphen nor at its stroke.
	symbol = regexp.MustCompile(`(\d-)(\p{Lu}+/)(\p{Lu})`)
	// "còn 3 ngày" reads as one; this comes after the number has found its noun.
	remaining = regexp.MustCompile(`(?i)(còn) (\d)`)
	pairs     = strings.NewReplacer(
		"sinh hoạt", "sinh"+nbsp+"hoạt", "đảng viên", "đảng"+nbsp+"viên", "đồng chí", "đồng"+nbsp+"chí",
		"nghị quyết", "nghị"+nbsp+"quyết", "biểu quyết", "biểu"+nbsp+"quyết", "tán thành", "tán"+nbsp+"thành",
		"chi bộ", "chi"+nbsp+"bộ", "chi ủy", "chi"+nbsp+"ủy", "nhiệm vụ", "nhiệm"+nbsp+"vụ", "biên bản", "biên"+nbsp+"bản",
		"đảng phí", "đảng"+nbsp+"phí", "văn bản", "văn"+nbsp+"bản", "tâm tư", "tâm"+nbsp+"tư", "chuyên đề", "chuyên"+nbsp+"đề",
		"thứ Hai", "thứ"+nbsp+"Hai", "thứ Ba", "thứ"+nbsp+"Ba", "thứ Tư", "thứ"+nbsp+"Tư", "thứ Năm", "thứ"+nbsp+"Năm",
		"thứ Sáu", "thứ"+nbsp+"Sáu", "thứ Bảy", "thứ"+nbsp+"Bảy", "Chủ nhật", "Chủ"+nbsp+"nhật",
	)
)

// Keep joins what must not part at the end of a line: a number and the word it counts,
// "tháng 12", "thứ Năm". Every component applies it to its titles and facts.
func Keep(s string) string {
	if !strings.ContainsAny(s, "0123456789") { // most texts: nothing to join
		return s
	}
	s = wordThenNumber.ReplaceAllString(s, "$1"+nbsp+"$2")
	s = symbol.ReplaceAllString(s, "$1"+joiner+"$2"+joiner+"$3")
	s = numberThenWord.ReplaceAllString(s, "$1$2"+nbsp+"$3")
	return remaining.ReplaceAllString(s, "$1"+nbsp+"$2")
}

// KeepTitle is Keep for headings and row titles, where the two syllables of a common compound stay together too.
func KeepTitle(s string) string { return Keep(pairs.Replace(s)) }

// ids joins the ids of hint and error for aria-describedby.
func ids(parts ...string) string {
	var out []string
	for _, p := range parts {
		if p != "" {
			out = append(out, p)
		}
	}
	return strings.Join(out, " ")
}

// noteIcon is the icon of a note that names none.
func noteIcon(n Note) string {
	if n.Icon != "" {
		return n.Icon
	}
	switch n.Kind {
	case "warn":
		return "triangle-alert"
	case "bad":
		return "circle-alert"
	case "ok":
		return "circle-check"
	case "info":
		return "info"
	}
	return "check"
}

func noteRole(n Note) string {
	if n.Kind == "bad" {
		return "alert"
	}
	return "status"
}

// Practice is the strip above the pages of a practice meeting: what to press next,
// where that is, and the address that ends it.
type Practice struct{ Next, At, End string }
