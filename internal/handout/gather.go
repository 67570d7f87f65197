package handout

import (
	"chibo/internal/fault"
	"chibo/internal/meeting"
	"chibo/internal/member"
	"chibo/internal/minutes"
	"chibo/internal/office/paper"
	"chibo/internal/store"
	"chibo/internal/task"
	"chibo/internal/vi"
)

// batch is what is known for the papers of one meeting.
type batch struct {
	m          meeting.Meeting
	head       paper.Head
	cell       string
	lead       minutes.Leader
	people     []meeting.Rolled // who gets papers
	agenda     []string
	resolution *paper.Resolution // the newest sealed one of the cell
	symbol     string
	tasks      []task.Task
	under      map[string]string // meeting → number of its resolution
	roll       *paper.Roll
	asked      bool // a single member asked for it
}

// gather reads what both doors may read. Rights were asked by the caller; who
// came to the meeting, what was said there and why somebody stayed away is not
// read at all.
func gather(rd *store.Reader, m meeting.Meeting, only string) (b batch, err error) {
	b.m, b.asked = m, only != ""
	if m.OfCommittee() {
		return b, fault.Missing()
	}
	if b.head, b.lead, err = minutes.Letterhead(rd, m); err != nil {
		return b, err
	}
	b.cell = b.head.Issuer
	if err := b.who(rd, only); err != nil {
		return b, err
	}
	if b.agenda, err = meeting.Headings(rd, m); err != nil {
		return b, err
	}
	if b.resolution, b.symbol, err = minutes.LastResolution(rd, m.Org, m.Day); err != nil {
		return b, err
	}
	return b, b.work(rd)
}

// who gets papers: those marked, or the one who asked.
func (b *batch) who(rd *store.Reader, only string) error {
	cell, err := meeting.Live(rd, b.m)
	if err != nil {
		return err
	}
	marked, err := member.PaperOnly(rd, b.m.Org, b.m.Day)
	if err != nil {
		return err
	}
	for _, p := range cell {
		if p.Member == only || only == "" && marked[p.Member] {
			b.people = append(b.people, p)
		}
	}
	if only != "" && len(b.people) == 0 {
		return fault.Missing()
	}
	return nil
}

// work reads the open tasks of those people. The office is told tasks of a
// resolution only, and not who helps: that is the task room's law.
func (b *batch) work(rd *store.Reader) error {
	open, err := task.Open(rd, b.m.Org)
	if err != nil {
		return err
	}
	mine := map[string]bool{}
	for _, p := range b.people {
		mine[p.Member] = true
	}
	for _, t := range open {
		if mine[t.Owner] && t.State != task.Reported {
			b.tasks = append(b.tasks, t)
		}
	}
	type numbered struct{ meeting, symbol string }
	all, err := store.All(rd, func(scan store.Scan) (n numbered, err error) { err = scan(&n.meeting, &n.symbol); return },
		`select meeting, symbol from paper where tenant = $1 and org = $2 and type = 'resolution' order by version`, b.m.Org)
	b.under = map[string]string{}
	for _, n := range all {
		b.under[n.meeting] = n.symbol
	}
	return err
}

// invitations call to a meeting that is still to come or going on. Who need not
// come is called only when asked for by name.
func (b batch) invitations() paper.Invitations {
	if b.m.At(meeting.Closed) {
		return nil
	}
	var out paper.Invitations
	for _, p := range b.people {
		if !p.Expected && !b.asked {
			continue
		}
		v := paper.Invitation{Issuer: b.cell, To: p.FullName, Meeting: minutes.Title(b.m), Start: store.Clock(b.m.StartsAt), Weekday: vi.Weekday(b.m.Day), Place: b.m.Place,
			Agenda: b.agenda, Secretary: b.lead.Name, Phone: b.lead.Phone}
		v.Aloud = aloudInvitation(v, b.m.Day)
		out = append(out, v)
	}
	return out
}

// slips are the own tasks, person by person as they are handed out.
func (b batch) slips() paper.Slips {
	var out paper.Slips
	for _, p := range b.people {
		for _, t := range b.tasks {
			if t.Owner != p.Member {
				continue
			}
			s := paper.Slip{Issuer: b.cell, To: p.FullName, Deed: t.Deed, Measure: t.Measure, Due: vi.ShowDay(t.Due), ReportAt: "sinh hoạt chi bộ " + vi.ShowMonth(t.ReportAt), Helper: t.HelperName}
			if no := b.under[t.Meeting]; no != "" && !t.Outside {
				s.Under = "Nghị quyết " + no
			}
			out = append(out, s)
		}
	}
	return out
}

// blankRoll is the roll sheet as it lies on the table before the meeting: the
// names to sign, and nothing known about any of them.
func (b *batch) blankRoll(rd *store.Reader) error {
	cell, err := meeting.Live(rd, b.m)
	if err != nil {
		return err
	}
	r := paper.Roll{Head: b.head, Mark: paper.Mark{Foot: minutes.Title(b.m) + " · " + b.cell}, Title: minutes.Title(b.m), Start: store.Clock(b.m.StartsAt), Place: b.m.Place,
		Blank: 4, Scribe: paper.Person{Name: paper.ByHand}, Chair: paper.Person{Name: paper.ByHand}}
	for _, p := range cell {
		if p.Expected {
			r.People = append(r.People, paper.RollLine{Name: p.FullName})
		}
	}
	b.roll = &r
	return nil
}
