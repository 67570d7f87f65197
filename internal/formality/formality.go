// Package formality tells when a meeting looks as if it had been held on paper
// only: its words stood there last month or in another cell, it was over in ten
// minutes, nobody spoke, nobody was given a task. Each finding is a question with
// its evidence, put to the cell's secretary first and privately; he answers it, and
// only later (pack formality.watch) the committee above reads the sign, its counts
// and the answer beside it. Findings are of meetings. They name nobody, count
// nobody's words, and lead to no mark by themselves.
//
// What was found is kept as counts. The passages a page shows are compared anew
// from the sealed papers, for whoever may read those papers.
package formality

import (
	"chibo/internal/access"
	"chibo/internal/audit"
	"chibo/internal/fault"
	"chibo/internal/store"
	"chibo/internal/vi"
)

// The kinds of finding.
const (
	OwnMinutes      = "own_minutes"      // minutes largely those of the cell's last meeting
	OwnResolution   = "own_resolution"   // its resolution
	OtherMinutes    = "other_minutes"    // minutes largely those of another cell, which is not named to this one
	OtherResolution = "other_resolution" // its resolution; the committee above may hold both side by side
	Hurried         = "hurried"          // over in some minutes
	Silent          = "silent"           // almost nobody but the chair spoke
	NoTask          = "no_task"          // nobody was given anything to do
	Merged          = "merged"           // at the same hour and place as another meeting
	Flat            = "flat"             // full marks in everything
)

// Kinds lists them in the order a page shows them.
var Kinds = []string{OwnMinutes, OwnResolution, OtherMinutes, OtherResolution, Hurried, Silent, NoTask, Merged, Flat}

// Finding is one sign seen at one meeting. N of Of is its evidence: words copied of
// words counted, speakers of present, minutes; both 0 where there is nothing to
// count.
type Finding struct {
	ID, Org, OrgName string
	Meeting          string
	Period, Day      string
	MeetingKind      string
	Kind             string
	N, Of            int
	Other            string // the meeting it is like or met with; "" none. Never shown to a cell where it is another cell's
	Rule             string // "id@version"
	FoundAt          int64
	ToldOn           string // the day from which the committee above reads it
	Answer           string
	AnsweredBy       string // person
	AnsweredAt       int64
	Version          int64
}

// Percent is N of Of, rounded down.
func (f Finding) Percent() int {
	if f.Of == 0 {
		return 0
	}
	return 100 * f.N / f.Of
}

const columns = `f.id, f.org, coalesce(e.name, ''), f.meeting, m.period, m.day, m.kind, f.kind, f.n, f.of_all, f.other, f.rule, f.found_at, f.told_on, f.answer, f.answered_by, coalesce(f.answered_at, 0), f.version
	from finding f join meeting m on m.tenant = f.tenant and m.id = f.meeting
	left join org_edge e on e.tenant = f.tenant and e.org = f.org and e.valid_from <= m.day and (e.valid_to is null or e.valid_to > m.day)`

func scan(row store.Scan) (f Finding, err error) {
	err = row(&f.ID, &f.Org, &f.OrgName, &f.Meeting, &f.Period, &f.Day, &f.MeetingKind, &f.Kind, &f.N, &f.Of, &f.Other, &f.Rule, &f.FoundAt, &f.ToldOn, &f.Answer, &f.AnsweredBy, &f.AnsweredAt, &f.Version)
	return
}

// OfCell lists what was found at a cell's meetings of the last year, the latest
// first, for its secretary and deputy.
func OfCell(rd *store.Reader, org string) ([]Finding, error) {
	if err := access.Must(rd, access.FormalityView, org); err != nil {
		return nil, err
	}
	return store.All(rd, scan, `select `+columns+` where f.tenant = $1 and f.org = $2 and f.found_at > $3 and f.gone_at is null order by m.day desc, f.kind, f.id limit 200`, org, aYearAgo(rd))
}

// Told lists what the committee above may read of the cells below it: what the
// secretaries answered, and what they have known for so long. Within its reach
// only, counts only.
func Told(rd *store.Reader) ([]Finding, error) {
	reach, args, err := access.Where(rd, access.FormalityTold, "e.path", 4)
	if err != nil {
		return nil, err
	}
	return store.All(rd, scan, `select `+columns+` where f.tenant = $1 and f.found_at > $2 and (f.told_on <= $3 or f.answered_at is not null) and f.gone_at is null and `+reach+` order by m.day desc, e.position, f.org, f.kind limit 500`,
		append([]any{aYearAgo(rd), rd.Today()}, args...)...)
}

func aYearAgo(rd *store.Reader) int64 { return rd.Now() - 366*24*3600_000 }

// Get reads one finding: the cell's own secretary at once, the committee above when
// it is told. Mine tells the secretary from the committee.
func Get(rd *store.Reader, id string) (f Finding, mine bool, err error) {
	if f, err = store.One(rd, scan, `select `+columns+` where f.tenant = $1 and f.id = $2 and f.gone_at is null`, id); err != nil {
		return f, false, err
	}
	if mine, err = access.Can(rd, access.FormalityView, f.Org); err != nil || mine {
		return f, mine, err
	}
	if f.ToldOn > rd.Today() && f.AnsweredAt == 0 {
		return f, false, fault.Missing()
	}
	return f, false, access.Must(rd, access.FormalityTold, f.Org)
}

const longest = 1000

// Answer is what the secretary says to it: how it came, or what will be otherwise.
// The committee above reads it beside the finding from then on. The same answer
// once more is one answer.
func Answer(tx *store.Tx, id string, version int64, text string) (Finding, error) {
	f, mine, err := Get(tx.Reader, id)
	if err == nil && !mine {
		err = fault.Missing()
	}
	if err != nil {
		return f, err
	}
	text = vi.CleanText(text)
	switch {
	case text == f.Answer && text != "":
		return f, nil
	case f.Version != version:
		return f, fault.Stale(f)
	case text == "":
		return f, fault.Bad("answer", "finding_answer")
	case len([]rune(text)) > longest:
		return f, fault.Bad("answer", "finding_answer_long", "limit", longest)
	}
	if _, err := tx.Exec(`update finding set answer = $3, answered_by = $4, answered_at = $5, version = version + 1 where tenant = $1 and id = $2`, id, text, tx.Viewer().Person, tx.Now()); err != nil {
		return f, err
	}
	if err := audit.Note(tx, "formality.answer", "finding", id, f.Org, map[string]string{"kind": f.Kind, "before": f.Answer, "after": text}); err != nil {
		return f, err
	}
	f, _, err = Get(tx.Reader, id)
	return f, err
}
