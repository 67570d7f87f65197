package privacy

import (
	"chibo/internal/access"
	"chibo/internal/fault"
	"chibo/internal/member"
	"chibo/internal/org"
	"chibo/internal/rule"
	"chibo/internal/store"
	"chibo/internal/vi"
)

// What may be asked about the state of a person's data. None is done by one
// alone: the office asks, the committee's leader agrees (docs/adr/0042).
const (
	Restrict = "restrict" // keep, but use no more than the archive asks
	Lift     = "lift"     // use as before
	OpenUp   = "open"     // open a restricted record to who asks, for some minutes
	Shred    = "shred"    // erase for good
	KeepOn   = "keep"     // keep the data of one who left, by a decision of the committee, until its day
)

// State is how a person's data may be used, and what waits for a second one.
type State struct {
	Person, Name, Member, Org, OrgName string
	State                              string // "", restricted, shredded
	Since                              int64
	Ask, Reason, Request               string // what waits, why, and the request it answers
	AskedBy, AskedByName               string
	AskedAt                            int64
	DecidedBy, DecidedByName, Refusal  string // the last decision; Refusal says why not
	DecidedAt                          int64
	Still                              bool // a member or a post here: not to be erased
	Asked                              ByDecision
	Kept                               ByDecision // in force until its day
	Version                            int64
}

// Ways are what may be asked in a state. What is kept by a decision is not erased
// before its day: a decision for another day comes first.
func (s State) Ways() []string {
	switch {
	case s.Ask != "" || s.State == member.Shredded:
		return nil
	case s.State == member.Restricted && s.Kept.Until != "":
		return []string{OpenUp, Lift, KeepOn}
	case s.Kept.Until != "":
		return []string{Restrict, KeepOn}
	case s.State == member.Restricted && s.Still:
		return []string{OpenUp, Lift}
	case s.State == member.Restricted:
		return []string{OpenUp, Lift, KeepOn, Shred}
	case s.Still:
		return []string{Restrict}
	}
	return []string{Restrict, KeepOn, Shred}
}

const stateColumns = `d.person, p.full_name, d.org, d.state, d.since, d.ask, d.reason, d.request, d.asked_by, d.asked_at, d.decided_by, d.decided_at, d.refusal, d.ask_ref, d.ask_on, d.ask_until, d.keep_ref, d.keep_on, d.keep_until, d.version
	from data_state d cross join person p where d.tenant = $1 and p.tenant = d.tenant and p.id = d.person`

func scanState(row store.Scan) (s State, err error) {
	err = row(&s.Person, &s.Name, &s.Org, &s.State, &s.Since, &s.Ask, &s.Reason, &s.Request, &s.AskedBy, &s.AskedAt, &s.DecidedBy, &s.DecidedAt, &s.Refusal, &s.Asked.Ref, &s.Asked.On, &s.Asked.Until, &s.Kept.Ref, &s.Kept.On, &s.Kept.Until, &s.Version)
	return
}

// mayEither asks for the right to ask or to agree over an organisation.
func mayEither(rd *store.Reader, at string) error {
	may, err := access.Can(rd, access.PrivacyConfirm, at)
	if err != nil || may {
		return err
	}
	return org.Must(rd, access.PrivacyKeep, at)
}

// StateOf is the state of one person's data, for who asks and who agrees. A
// person without a row is active, version 0.
func StateOf(rd *store.Reader, person string) (State, error) {
	s, err := stateOf(rd, person)
	if err != nil {
		return State{}, err
	}
	if err := mayEither(rd, s.Org); err != nil {
		return State{}, err
	}
	return s, nil
}

func stateOf(rd *store.Reader, person string) (State, error) {
	names, err := member.PersonNames(rd, []string{person})
	if err != nil {
		return State{}, err
	}
	if names[person] == "" {
		return State{}, fault.Missing()
	}
	s, err := store.One(rd, scanState, `select `+stateColumns+` and d.person = $2`, person)
	if store.IsNoRow(err) {
		s, err = State{Person: person, Name: names[person]}, nil
	}
	if err != nil {
		return s, err
	}
	s.over(rd.Today())
	if s.Member, s.Org, err = member.Last(rd, person); err != nil {
		return s, err
	}
	at, err := org.Get(rd, s.Org)
	if err != nil {
		return s, err
	}
	s.OrgName = at.Name
	if s.Still, err = member.StillHere(rd, person); err != nil {
		return s, err
	}
	names, err = member.PersonNames(rd, []string{s.AskedBy, s.DecidedBy})
	s.AskedByName, s.DecidedByName = names[s.AskedBy], names[s.DecidedBy]
	return s, err
}

// States lists the persons whose data are not simply in use, what waits first.
func States(rd *store.Reader) ([]State, error) {
	top, err := org.Root(rd)
	if err == nil {
		err = mayEither(rd, top.ID)
	}
	if err != nil {
		return nil, err
	}
	all, err := store.All(rd, scanState, `select `+stateColumns+` and (d.state <> '' or d.ask <> '' or d.refusal <> '' or d.keep_until > $2) order by d.ask = '', d.asked_at desc, d.person limit 500`, rd.Today())
	for i := range all {
		all[i].over(rd.Today())
	}
	return all, err
}

// Proposal is a step that the office asks for.
type Proposal struct {
	Person, What, Reason string
	Request              string // the request it answers, "" for none
	Keep                 ByDecision
	Version              int64
}

// AskState writes down that a step is asked for and why. The same once more
// changes nothing.
func AskState(tx *store.Tx, in Proposal) error {
	s, err := stateOf(tx.Reader, in.Person)
	if err != nil {
		return err
	}
	if err := org.Must(tx.Reader, access.PrivacyKeep, s.Org); err != nil {
		return err
	}
	if in.Person == tx.Viewer().Person {
		return fault.New(fault.Conflict, "privacy_own")
	}
	if s.Version != in.Version {
		return fault.Stale(s)
	}
	if err := mayAsk(s, in.What); err != nil {
		return err
	}
	if in.Reason = vi.CleanText(in.Reason); in.Reason == "" || len([]rune(in.Reason)) > longest {
		return fault.Bad("reason", "privacy_text", "limit", longest)
	}
	if in.What != KeepOn {
		in.Keep = ByDecision{}
	} else if err := in.Keep.check(tx.Today()); err != nil {
		return err
	}
	if _, err := tx.Exec(`insert into data_state (tenant, person, org, state, since, ask, reason, request, asked_by, asked_at, decided_by, decided_at, refusal, ask_ref, ask_on, ask_until, version)
		values ($1, $2, $3, '', 0, $4, $5, $6, $7, $8, '', 0, '', $9, $10, $11, 1)
		on conflict (tenant, person) do update set ask = excluded.ask, reason = excluded.reason, request = excluded.request, asked_by = excluded.asked_by, asked_at = excluded.asked_at,
			org = excluded.org, ask_ref = excluded.ask_ref, ask_on = excluded.ask_on, ask_until = excluded.ask_until, decided_by = '', decided_at = 0, refusal = '', version = data_state.version + 1`,
		in.Person, s.Org, in.What, in.Reason, in.Request, tx.Viewer().Person, tx.Now(), in.Keep.Ref, in.Keep.On, in.Keep.Until); err != nil {
		return err
	}
	return org.Note(tx, "privacy.state_ask", "person", in.Person, s.Org, map[string]string{"what": in.What})
}

func mayAsk(s State, what string) error {
	switch {
	case s.State == member.Shredded:
		return fault.New(fault.Conflict, "data_shredded")
	case s.Ask != "":
		return fault.New(fault.Conflict, "data_waits")
	case (what == Shred || what == KeepOn) && s.Still:
		return fault.New(fault.Conflict, "data_still_member")
	}
	for _, way := range s.Ways() {
		if way == what {
			return nil
		}
	}
	return fault.Bad("what", "data_what")
}

// Agree lets what was asked for happen. It is for whoever leads the committee, and
// never for who asked or whose data they are.
func Agree(tx *store.Tx, book *rule.Book, person string, version int64) (State, error) {
	_, at, err := member.Last(tx.Reader, person)
	if err != nil {
		return State{}, err
	}
	if err := org.Must(tx.Reader, access.PrivacyConfirm, at); err != nil { // before anything is told of how it stands
		return State{}, err
	}
	s, err := waiting(tx.Reader, person, version)
	if err != nil {
		return State{}, err
	}
	if v := tx.Viewer().Person; v == s.AskedBy || v == person {
		return State{}, fault.New(fault.Conflict, "data_second")
	}
	return s, carryOut(tx, book, s)
}

func waiting(rd *store.Reader, person string, version int64) (State, error) {
	s, err := StateOf(rd, person)
	if err != nil {
		return State{}, err
	}
	if s.Version != version {
		return State{}, fault.Stale(s)
	}
	if s.Ask == "" {
		return State{}, fault.New(fault.Conflict, "data_decided")
	}
	return s, nil
}

func carryOut(tx *store.Tx, book *rule.Book, s State) error {
	state, reason := map[string]string{Restrict: member.Restricted, Lift: "", OpenUp: member.Restricted, Shred: member.Shredded, KeepOn: s.State}[s.Ask], s.Reason
	if s.Ask == Shred {
		if s.Still { // came back since it was asked
			return fault.New(fault.Conflict, "data_still_member")
		}
		if err := erase(tx, s); err != nil {
			return err
		}
		reason, s.Kept = "", ByDecision{} // the words may name; who, when and the request stay
	}
	if s.Ask == KeepOn {
		if s.Asked.Until <= tx.Today() { // it waited longer than it would have held
			return fault.New(fault.Conflict, "kept_over")
		}
		s.Kept = s.Asked
	}
	if s.Ask == OpenUp {
		if _, err := tx.Exec(`insert into data_opening (tenant, person, viewer, until_at, agreed_by) values ($1, $2, $3, $4, $5)
			on conflict (tenant, viewer, person) do update set until_at = excluded.until_at, agreed_by = excluded.agreed_by`,
			s.Person, s.AskedBy, tx.Now()+int64(book.States(tx.Today()).OpenMinutes)*60_000, tx.Viewer().Person); err != nil {
			return err
		}
	}
	if _, err := tx.Exec(`update data_state set state = $3, since = case when state = $3 then since else $4 end, ask = '', reason = $5, decided_by = $6, decided_at = $4, refusal = '',
		ask_ref = '', ask_on = '', ask_until = '', keep_ref = $7, keep_on = $8, keep_until = $9, version = version + 1 where tenant = $1 and person = $2`,
		s.Person, state, tx.Now(), reason, tx.Viewer().Person, s.Kept.Ref, s.Kept.On, s.Kept.Until); err != nil {
		return err
	}
	return org.Note(tx, "privacy.state_"+s.Ask, "person", s.Person, s.Org, map[string]string{"asked_by": s.AskedBy})
}

// Decline says why a step is not taken; who asked for it may take it back so.
func Decline(tx *store.Tx, person string, version int64, reason string) (State, error) {
	s, err := waiting(tx.Reader, person, version)
	if err != nil {
		return State{}, err
	}
	if s.AskedBy != tx.Viewer().Person {
		if err := org.Must(tx.Reader, access.PrivacyConfirm, s.Org); err != nil {
			return State{}, err
		}
	}
	if reason = vi.CleanText(reason); reason == "" || len([]rune(reason)) > longest {
		return State{}, fault.Bad("reason", "privacy_text", "limit", longest)
	}
	if _, err := tx.Exec(`update data_state set ask = '', decided_by = $3, decided_at = $4, refusal = $5, version = version + 1 where tenant = $1 and person = $2`, person, tx.Viewer().Person, tx.Now(), reason); err != nil {
		return State{}, err
	}
	return s, org.Note(tx, "privacy.state_decline", "person", person, s.Org, map[string]string{"what": s.Ask})
}
