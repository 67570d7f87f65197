package api

import (
	"chibo/internal/member"
	"chibo/internal/store"
)

// Member is a person's membership as it is on a day.
type Member struct {
	ID             string `json:"id"`
	Person         string `json:"person"`
	FullName       string `json:"full_name"`
	OtherName      string `json:"other_name,omitempty"`
	Sex            string `json:"sex,omitempty"`
	Birth          string `json:"birth,omitempty"`
	BirthPrecision string `json:"birth_precision,omitempty"`
	Home           string `json:"home,omitempty"`
	Phone          string `json:"phone,omitempty"`
	Card           string `json:"card,omitempty"`
	OldCard        string `json:"old_card,omitempty"`
	CardIssuer     string `json:"card_issuer,omitempty"`
	CardDay        string `json:"card_day,omitempty"`
	AdmittedOn     string `json:"admitted_on,omitempty"`
	OfficialOn     string `json:"official_on,omitempty"`
	EndedOn        string `json:"ended_on,omitempty"`
	Note           string `json:"note,omitempty"`
	Org            string `json:"org"`
	OrgName        string `json:"org_name"`
	Standing       string `json:"standing" enum:"probationary,official,ended"`
	Activity       string `json:"activity" enum:"active,exempt,away,temporary_here,suspended,sent,sent_here"`
	Since          string `json:"since,omitempty" doc:"The day the activity began"`
	Version        int64  `json:"version"`
}

func wireMember(m member.Member) Member {
	return Member{ID: m.ID, Person: m.PersonID, FullName: m.FullName, OtherName: m.OtherName, Sex: m.Sex, Birth: m.Birth, BirthPrecision: m.BirthPrecision, Home: m.Home, Phone: m.Phone,
		Card: m.Card, OldCard: m.OldCard, CardIssuer: m.CardIssuer, CardDay: m.CardDay, AdmittedOn: m.AdmittedOn, OfficialOn: m.OfficialOn, EndedOn: m.EndedOn, Note: m.Note,
		Org: m.Org, OrgName: m.OrgName, Standing: m.Standing, Activity: m.Activity, Since: m.Since, Version: m.Version}
}

// MemberEvent is one thing recorded about a member.
type MemberEvent struct {
	ID       string  `json:"id"`
	Kind     string  `json:"kind"`
	Org      string  `json:"org,omitempty"`
	From     string  `json:"valid_from"`
	Reason   string  `json:"reason,omitempty"`
	Decision string  `json:"decision,omitempty"`
	Corrects string  `json:"corrects,omitempty"`
	Until    string  `json:"valid_to,omitempty" doc:"Of an activity: the first day it no longer holds"`
	Place    string  `json:"place,omitempty"`
	Counts   string  `json:"counts,omitempty" doc:"Of sent: host, home or both"`
	Rule     string  `json:"rule,omitempty"`
	Vote     string  `json:"vote,omitempty"`
	At       Instant `json:"at"`
	By       string  `json:"by"`
}

func (s *server) members() {
	readSeen(s, "members.list", "members", func(rd *store.Reader, in *struct {
		Page
		Org      string `query:"org" maxLength:"64" doc:"It and all below it"`
		Q        string `query:"q" maxLength:"200" doc:"Name or card; accents do not matter"`
		AsAt     string `query:"as_at" format:"date"`
		Activity string `query:"activity" enum:"active,exempt,away,temporary_here,suspended,sent"`
		Standing string `query:"standing" enum:"probationary,official"`
	}) (List[Member], error) {
		all, next, err := member.List(rd, member.Filter{Org: in.Org, Query: in.Q, AsAt: in.AsAt, Activity: in.Activity, Standing: in.Standing, After: in.Cursor, Limit: in.Limit})
		return list(all, next, wireMember), err
	}, func(l List[Member]) (orgs []string) {
		for _, m := range l.Items {
			orgs = append(orgs, m.Org)
		}
		return orgs
	})

	write(s, "members.create", func(tx *store.Tx, in *struct {
		Body struct {
			Org            string `json:"org" minLength:"1" maxLength:"64"`
			Person         string `json:"person,omitempty" maxLength:"64" doc:"Somebody known already"`
			FullName       string `json:"full_name,omitempty" maxLength:"200"`
			OtherName      string `json:"other_name,omitempty" maxLength:"200"`
			Sex            string `json:"sex,omitempty" enum:"male,female"`
			Birth          string `json:"birth,omitempty" format:"date"`
			BirthPrecision string `json:"birth_precision,omitempty" enum:"full,month,year"`
			Home           string `json:"home,omitempty" maxLength:"300"`
			Phone          string `json:"phone,omitempty" maxLength:"30"`
			Card           string `json:"card,omitempty" maxLength:"30"`
			OldCard        string `json:"old_card,omitempty" maxLength:"30"`
			CardIssuer     string `json:"card_issuer,omitempty" maxLength:"200"`
			CardDay        string `json:"card_day,omitempty" format:"date"`
			AdmittedOn     string `json:"admitted_on,omitempty" format:"date"`
			OfficialOn     string `json:"official_on,omitempty" format:"date" doc:"Left out: probationary"`
			Note           string `json:"note,omitempty" maxLength:"2000"`
			From           string `json:"valid_from,omitempty" format:"date" doc:"First day on the roll; today when left out"`
			Activity       string `json:"activity,omitempty" enum:"active,exempt,away,temporary_here,suspended"`
			Decision       string `json:"decision,omitempty" maxLength:"500"`
		}
	}) (Member, error) {
		b := in.Body
		m, err := member.Enter(tx, s.book(tx), member.New{
			Person: member.Person{ID: b.Person, FullName: b.FullName, OtherName: b.OtherName, Sex: b.Sex, Birth: b.Birth, BirthPrecision: b.BirthPrecision, Home: b.Home, Phone: b.Phone},
			Org:    b.Org, AdmittedOn: b.AdmittedOn, OfficialOn: b.OfficialOn, Card: b.Card, OldCard: b.OldCard, CardIssuer: b.CardIssuer, CardDay: b.CardDay, Note: b.Note,
			From: b.From, Activity: b.Activity, Decision: b.Decision,
		})
		return wireMember(m), fieldsAs(err, "from", "valid_from")
	})

	readSeen(s, "members.get", "member", func(rd *store.Reader, in *ByID) (Member, error) {
		m, err := member.Get(rd, in.ID)
		return wireMember(m), err
	}, func(m Member) []string { return []string{m.Person} })

	write(s, "members.edit", func(tx *store.Tx, in *struct {
		ByID
		Body struct {
			Version        int64   `json:"version,omitempty" doc:"As read; 409 with the newer content when stale or missing"`
			FullName       *string `json:"full_name,omitempty" minLength:"1" maxLength:"200"`
			OtherName      *string `json:"other_name,omitempty" maxLength:"200"`
			Sex            *string `json:"sex,omitempty" enum:"male,female,"`
			Birth          *string `json:"birth,omitempty" maxLength:"10"`
			BirthPrecision *string `json:"birth_precision,omitempty" enum:"full,month,year,"`
			Home           *string `json:"home,omitempty" maxLength:"300"`
			Phone          *string `json:"phone,omitempty" maxLength:"30"`
			Card           *string `json:"card,omitempty" maxLength:"30"`
			OldCard        *string `json:"old_card,omitempty" maxLength:"30"`
			CardIssuer     *string `json:"card_issuer,omitempty" maxLength:"200"`
			CardDay        *string `json:"card_day,omitempty" maxLength:"10"`
			AdmittedOn     *string `json:"admitted_on,omitempty" maxLength:"10"`
			Note           *string `json:"note,omitempty" maxLength:"2000"`
		}
	}) (Member, error) {
		old, err := member.Get(tx.Reader, in.ID)
		if err != nil {
			return Member{}, err
		}
		b := in.Body
		m, err := member.Edit(tx, member.Edited{ID: in.ID, Version: b.Version,
			FullName: or(b.FullName, old.FullName), OtherName: or(b.OtherName, old.OtherName), Sex: or(b.Sex, old.Sex), Birth: or(b.Birth, old.Birth),
			BirthPrecision: or(b.BirthPrecision, old.BirthPrecision), Home: or(b.Home, old.Home), Phone: or(b.Phone, old.Phone), Card: or(b.Card, old.Card), OldCard: or(b.OldCard, old.OldCard),
			CardIssuer: or(b.CardIssuer, old.CardIssuer), CardDay: or(b.CardDay, old.CardDay), AdmittedOn: or(b.AdmittedOn, old.AdmittedOn), Note: or(b.Note, old.Note)})
		return wireMember(m), err
	})

	s.memberEvents()
}

func (s *server) memberEvents() {
	read(s, "member-events.list", func(rd *store.Reader, in *ByID) (List[MemberEvent], error) {
		all, err := member.Events(rd, in.ID)
		return list(all, "", func(e member.Event) MemberEvent {
			return MemberEvent{ID: e.ID, Kind: e.Kind, Org: e.Org, From: e.From, Reason: e.Reason, Decision: e.Decision, Corrects: e.Corrects, Until: e.Until, Place: e.Place, Counts: e.Counts, Rule: e.Rule, Vote: e.Vote, At: Instant(e.RecordedAt), By: e.By}
		}), err
	})

	write(s, "member-events.create", func(tx *store.Tx, in *struct {
		ByID
		Body struct {
			Kind     string `json:"kind" enum:"move,exempt,resume,away,temporary_here,suspend,official,end,correct,sent"`
			Org      string `json:"org,omitempty" maxLength:"64" doc:"move: where to; away, sent: the cell kept here in which the member takes part"`
			From     string `json:"valid_from,omitempty" format:"date" doc:"Today when left out"`
			Until    string `json:"valid_to,omitempty" format:"date" doc:"Of an activity: the first day it no longer holds; then what was before holds again"`
			Place    string `json:"place,omitempty" maxLength:"400" doc:"away, sent: where, in words, when org is left out"`
			Reason   string `json:"reason,omitempty" maxLength:"1000"`
			Decision string `json:"decision,omitempty" maxLength:"500"`
			Corrects string `json:"corrects,omitempty" maxLength:"64" doc:"An earlier event that this one takes back or replaces"`
		}
	}) (Member, error) {
		b := in.Body
		if err := member.Record(tx, s.book(tx), member.Event{Member: in.ID, Kind: b.Kind, Org: b.Org, From: orToday(b.From, tx.Reader), Until: b.Until, Place: b.Place, Reason: b.Reason, Decision: b.Decision, Corrects: b.Corrects}); err != nil {
			return Member{}, fieldsAs(err, "from", "valid_from")
		}
		m, err := member.Get(tx.Reader, in.ID)
		return wireMember(m), err
	})
}

func or(p *string, old string) string {
	if p == nil {
		return old
	}
	return *p
}
