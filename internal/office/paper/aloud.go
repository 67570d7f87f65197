package paper

import (
	"fmt"
	"strings"

	"chibo/internal/office/docx"
)

// The text under "Đọc cho nghe" is for whoever reads a sheet to a comrade, or says
// it in another language: at most so many sentences of at most so many words.
const (
	mostSentences = 5
	mostWords     = 12
)

// Aloud is that text, built of the sheet's own fields: who does what by when, and
// where it is reported. A deed that is too long is cut between two words and ends
// in "…"; tasks that find no sentence are counted. The reader's own come first.
func (r LargeResolution) Aloud(l Layout) []string {
	we := one(r.Head.Issuer)
	if we == "" || words(we) > mostWords-4 {
		we = l.Words.We
	}
	if len(r.Tasks) == 0 {
		return []string{we + " không giao việc mới."}
	}
	tasks := ownFirst(r.Tasks, one(r.For))
	room := mostSentences - 1 // the last one is where it is reported
	shown := tasks
	if len(shown) > room {
		shown = shown[:room-1]
	}
	var out []string
	for _, t := range shown {
		out = append(out, told(l, t, tasks))
	}
	if left := len(tasks) - len(shown); left > 0 {
		out = append(out, fmt.Sprintf("Còn %d việc nữa ghi trong nghị quyết.", left))
	}
	return append(out, reported(l, tasks))
}

// told is one task: "Đồng chí Lộc: đặt hai thùng rác đầu ngõ, xong 20/12."
func told(l Layout, t Task, all []Task) string {
	who := "Đồng chí " + l.Words.Gap + ":"
	if one(t.Owner) != "" {
		who = "Đồng chí " + called(t.Owner, all) + ":"
	}
	due := ", xong " + l.or(t.Due)
	if len(t.Due) == len("20/12/2026") {
		due = ", xong " + t.Due[:5]
	}
	return who + " " + shortened(small(bare(l.or(t.Deed))), mostWords-words(who)-words(due)+1) + due + "."
}

// shortened keeps a text to so many words: to its first half sentence where that
// is enough, else with a mark that something is left out.
func shortened(text string, most int) string {
	if first, _, cut := strings.Cut(text, ";"); cut && words(first) <= most {
		return strings.TrimSpace(first)
	}
	all := strings.Fields(text)
	if len(all) <= most {
		return text
	}
	return strings.TrimRight(strings.Join(all[:max(most, 1)], " "), ",;:") + "…"
}

// called is how a comrade is named aloud: by the given name where no other owner
// has the same.
func called(name string, all []Task) string {
	given := lastWord(name)
	for _, t := range all {
		if other := one(t.Owner); other != one(name) && lastWord(other) == given {
			return one(name)
		}
	}
	return given
}

func lastWord(s string) string {
	all := strings.Fields(s)
	if len(all) == 0 {
		return s
	}
	return all[len(all)-1]
}

// reported is where the tasks are reported: one meeting, or those of each.
func reported(l Layout, tasks []Task) string {
	at := bare(l.or(tasks[0].ReportAt))
	for _, t := range tasks {
		if bare(l.or(t.ReportAt)) != at {
			return "Mỗi việc báo cáo ở buổi đã ghi."
		}
	}
	return "Báo cáo ở " + strings.ToLower(l.Words.Sitting) + " " + at + "."
}

// ownFirst puts the reader's own tasks before the others.
func ownFirst(tasks []Task, reader string) []Task {
	var own, others []Task
	for _, t := range tasks {
		if reader != "" && one(t.Owner) == reader {
			own = append(own, t)
		} else {
			others = append(others, t)
		}
	}
	return append(own, others...)
}

func words(s string) int { return len(strings.Fields(s)) }

// aloud draws the box, over the whole width.
func (s *sheet) aloud(list []string) { s.add(aloudBox(list, s.l.Line, s.l.page().TextWidth(), false)) }

// aloudBox is the box; run writes the sentences on, one behind the other, where a
// small sheet has no room for a line each.
func aloudBox(list []string, line, width float64, run bool) docx.Table {
	body := []docx.Paragraph{{Line: line, KeepNext: true, Runs: []docx.Run{{Text: "Đọc cho nghe", Bold: true}}}}
	if run {
		body[0].Runs = append(body[0].Runs, docx.Run{Text: ": " + strings.Join(list, " ")})
		body[0].KeepNext, list = false, nil
	}
	for i, x := range list {
		body = append(body, docx.Paragraph{Line: line, KeepNext: i+1 < len(list), Runs: []docx.Run{{Text: x}}})
	}
	return docx.Table{Border: true, Air: 2, Padding: 2, Widths: []float64{width}, Rows: []docx.Row{{Cells: []docx.Cell{{Paragraphs: body}}}}}
}

// Shortened is a text for one sentence to be read aloud: to its first half sentence
// where that is short enough, else so many words and a mark that something is left out.
func Shortened(text string, most int) string { return shortened(small(bare(text)), most) }
