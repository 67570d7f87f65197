package standing

import (
	"chibo/internal/fault"
	"chibo/internal/member"
	"chibo/internal/rule"
	"chibo/internal/store"
)

// Own is how the viewer's own request stands.
type Own struct {
	Open    *Exemption
	Meeting string     // id of the meeting on whose agenda the open request is, "" while on none
	Last    *Exemption // the latest that was decided or withdrawn
}

// Mine reads the viewer's own requests; one who is no member finds nothing.
func Mine(rd *store.Reader) (Own, error) {
	m, err := member.Mine(rd)
	if err != nil {
		return Own{}, err
	}
	all, err := Of(rd, m.ID)
	if err != nil {
		return Own{}, err
	}
	var o Own
	for i, x := range all {
		switch {
		case x.State == Asked:
			o.Open = &all[i]
			if o.Meeting, err = onAgenda(rd, x.ID); err != nil {
				return Own{}, err
			}
		case o.Last == nil:
			o.Last = &all[i]
		}
	}
	return o, nil
}

// onAgenda finds the latest meeting that has a request among its lines.
func onAgenda(rd *store.Reader, id string) (string, error) {
	all, err := rd.Strings(`select m.id from agenda_item i cross join meeting m where i.tenant = $1 and i.source_kind = 'exemption' and i.source_id = $2
		and m.tenant = i.tenant and m.id = i.meeting order by m.day desc limit 1`, id)
	if err != nil || len(all) == 0 {
		return "", err
	}
	return all[0], nil
}

// AskMine files the viewer's own request, today. Member, Manner and AskedOn of
// what is brought do not count: nobody asks for another this way.
func AskMine(tx *store.Tx, book *rule.Book, in Request) (Exemption, error) {
	m, err := member.Mine(tx.Reader)
	if err != nil {
		return Exemption{}, err
	}
	in.Member, in.Manner, in.AskedOn = m.ID, ByOneself, tx.Today()
	return file(tx, book, m, in, []string{ByOneself})
}

// WithdrawMine takes the viewer's own open request back, until the cell has it
// on an agenda: then whoever leads the cell withdraws it. Done already is the same.
func WithdrawMine(tx *store.Tx) error {
	m, err := member.Mine(tx.Reader)
	if err != nil {
		return err
	}
	x, found, err := open(tx.Reader, m.ID)
	if err != nil || !found {
		return err
	}
	at, err := onAgenda(tx.Reader, x.ID)
	if err != nil {
		return err
	}
	if at != "" {
		return fault.New(fault.Conflict, "exemption_on_agenda")
	}
	return withdraw(tx, m)
}
