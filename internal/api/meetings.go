package api

import (
	"chibo/internal/agenda"
	"chibo/internal/document"
	"chibo/internal/fault"
	"chibo/internal/meeting"
	"chibo/internal/minutes"
	"chibo/internal/offline"
	"chibo/internal/store"
)

// Meeting is one sitting of a cell.
type Meeting struct {
	ID          string       `json:"id"`
	Org         string       `json:"org"`
	Period      string       `json:"period"`
	Kind        string       `json:"kind" enum:"regular,thematic,combined,extraordinary,cell_committee,committee,standing"`
	N           int          `json:"n"`
	StartsAt    Instant      `json:"starts_at"`
	Day         string       `json:"day"`
	DayReason   string       `json:"day_reason,omitempty"`
	Matter      string       `json:"matter,omitempty" doc:"Extraordinary: what it was called for"`
	CalledBy    string       `json:"called_by,omitempty"`
	Place       string       `json:"place"`
	State       string       `json:"state" enum:"planned,prepared,announced,in_session,closed,confirmed,sealed,reported"`
	Chair       string       `json:"chair,omitempty" doc:"Person"`
	Scribe      string       `json:"scribe,omitempty" doc:"Person"`
	AnnouncedAt *Instant     `json:"announced_at,omitempty"`
	OpenedAt    *Instant     `json:"opened_at,omitempty"`
	ClosedAt    *Instant     `json:"closed_at,omitempty"`
	ConfirmedAt *Instant     `json:"confirmed_at,omitempty"`
	SealedAt    *Instant     `json:"sealed_at,omitempty"`
	ReportedAt  *Instant     `json:"reported_at,omitempty"`
	EnteredAt   *Instant     `json:"entered_at,omitempty" doc:"When a meeting held on paper was entered"`
	EnteredBy   string       `json:"entered_by,omitempty" doc:"Person"`
	Version     int64        `json:"version"`
	Agenda      []AgendaItem `json:"agenda,omitempty"`
}

// AgendaItem is one line of the agenda.
type AgendaItem struct {
	ID         string  `json:"id,omitempty" maxLength:"64" doc:"Of a line that stood before; leave out for a new one"`
	Position   int     `json:"position,omitempty" doc:"By the order of the list"`
	Label      string  `json:"label,omitempty" maxLength:"20" doc:"The number it is called by: 2, below it 2.1; given, not taken"`
	Code       string  `json:"code,omitempty" maxLength:"60"`
	Title      string  `json:"title" minLength:"1" maxLength:"500"`
	Purpose    string  `json:"purpose,omitempty" enum:"inform,discuss,decide" doc:"discuss when left out"`
	Minutes    int     `json:"minutes,omitempty" minimum:"0" maximum:"480"`
	Presenter  string  `json:"presenter,omitempty" maxLength:"200"`
	Source     string  `json:"source,omitempty" maxLength:"500" doc:"Why it stands here"`
	SourceKind string  `json:"source_kind,omitempty" maxLength:"40"`
	SourceID   string  `json:"source_id,omitempty" maxLength:"64"`
	Secret     bool    `json:"secret,omitempty" doc:"A state secret: nothing of it is kept, and it does not go back"`
	Draft      *string `json:"draft_conclusion,omitempty" maxLength:"20000" doc:"Kept as it is when left out"`
	Gist       string  `json:"gist,omitempty" maxLength:"20000" doc:"What was said; taken while the meeting lasts"`
	Conclusion string  `json:"conclusion,omitempty" maxLength:"20000"`
	Version    int64   `json:"version,omitempty" doc:"Of gist and conclusion"`
}

func wireMeeting(m meeting.Meeting) Meeting {
	return Meeting{ID: m.ID, Org: m.Org, Period: m.Period, Kind: m.Kind, N: m.N, StartsAt: Instant(m.StartsAt), Day: m.Day, DayReason: m.DayReason, Matter: m.Matter, CalledBy: m.CalledBy, Place: m.Place, State: m.State,
		Chair: m.Chair, Scribe: m.Scribe, AnnouncedAt: when(m.AnnouncedAt), OpenedAt: when(m.OpenedAt), ClosedAt: when(m.ClosedAt), ConfirmedAt: when(m.ConfirmedAt),
		SealedAt: when(m.SealedAt), ReportedAt: when(m.ReportedAt), EnteredAt: when(m.EnteredAt), EnteredBy: m.EnteredBy, Version: m.Version}
}

func wireFull(m meeting.Meeting, items []meeting.Item) Meeting {
	out := wireMeeting(m)
	for _, i := range items {
		draft := i.Draft
		out.Agenda = append(out.Agenda, AgendaItem{Secret: i.Secret, Draft: &draft, ID: i.ID, Position: i.Position, Label: i.Label, Code: i.Code, Title: i.Title, Purpose: i.Purpose, Minutes: i.Minutes, Presenter: i.Presenter,
			Source: i.SourceText, SourceKind: i.SourceKind, SourceID: i.SourceID, Gist: i.Gist, Conclusion: i.Conclusion, Version: i.Version})
	}
	return out
}

// full reads a meeting with its agenda.
func full(rd *store.Reader, id string) (Meeting, error) {
	m, err := meeting.Get(rd, id)
	if err != nil {
		return Meeting{}, err
	}
	items, err := meeting.Items(rd, id)
	return wireFull(m, items), err
}

func (s *server) meetings() {
	s.topics()
	read(s, "meetings.list", func(rd *store.Reader, in *struct {
		Page
		Org   string `query:"org" maxLength:"64"`
		Month string `query:"month" pattern:"^[0-9]{4}-(0[1-9]|1[0-2])$"`
		State string `query:"state" enum:"planned,prepared,announced,in_session,closed,confirmed,sealed,reported"`
		Kind  string `query:"kind" enum:"regular,thematic,combined,extraordinary,cell_committee,committee,standing"`
	}) (List[Meeting], error) {
		all, next, err := meeting.List(rd, meeting.Filter{Org: in.Org, Month: in.Month, State: in.State, Kind: in.Kind, After: in.Cursor, Limit: in.Limit})
		return list(all, next, wireMeeting), fieldsAs(err, "after", "cursor")
	})

	write(s, "meetings.create", func(tx *store.Tx, in *struct {
		Body struct {
			Org       string  `json:"org" minLength:"1" maxLength:"64"`
			Period    string  `json:"period" pattern:"^[0-9]{4}-(0[1-9]|1[0-2])$" doc:"YYYY-MM the meeting belongs to, whatever its date"`
			Kind      string  `json:"kind" enum:"regular,thematic,combined,extraordinary,cell_committee,committee,standing"`
			StartsAt  Instant `json:"starts_at"`
			Place     string  `json:"place" minLength:"1" maxLength:"500"`
			DayReason string  `json:"day_reason,omitempty" maxLength:"500" doc:"Needed when the day is not the rule's"`
			Matter    string  `json:"matter,omitempty" maxLength:"500" doc:"Extraordinary: what it is called for"`
			CalledBy  string  `json:"called_by,omitempty" maxLength:"200" doc:"Extraordinary: who calls it"`
		}
	}) (Meeting, error) {
		b := in.Body
		m, err := meeting.Plan(tx, s.book(tx), meeting.Planning{Org: b.Org, Period: b.Period, Kind: b.Kind, StartsAt: int64(b.StartsAt), Place: b.Place, DayReason: b.DayReason, Matter: b.Matter, CalledBy: b.CalledBy})
		return wireMeeting(m), err
	})

	read(s, "meetings.get", func(rd *store.Reader, in *ByID) (Meeting, error) { return full(rd, in.ID) })

	write(s, "agenda.put", func(tx *store.Tx, in *struct {
		ByID
		Body struct {
			Version int64        `json:"version,omitempty" doc:"Of the meeting, as read"`
			Items   []AgendaItem `json:"items" maxItems:"60" nullable:"false"`
		}
	}) (Meeting, error) {
		drafts, err := draftsOf(tx.Reader, in.ID)
		if err != nil {
			return Meeting{}, err
		}
		items := make([]meeting.Item, 0, len(in.Body.Items))
		for _, i := range in.Body.Items {
			if i.Draft != nil {
				drafts[i.ID] = *i.Draft
			}
			items = append(items, meeting.Item{Secret: i.Secret, Draft: drafts[i.ID], ID: i.ID, Code: i.Code, Title: i.Title, Purpose: i.Purpose, Minutes: i.Minutes, Presenter: i.Presenter,
				SourceKind: i.SourceKind, SourceID: i.SourceID, SourceText: i.Source})
		}
		m, now, err := meeting.PutItems(tx, in.ID, in.Body.Version, items)
		if err != nil {
			return Meeting{}, err
		}
		for n, i := range in.Body.Items { // what was said on a line is minuted, under the line's own version
			if n < len(now) && (i.Gist != "" || i.Conclusion != "") && (i.Gist != now[n].Gist || i.Conclusion != now[n].Conclusion) {
				if now[n], err = meeting.Minute(tx, in.ID, now[n].ID, orVersion(i.ID, i.Version, now[n].Version), i.Gist, i.Conclusion); err != nil {
					return Meeting{}, err
				}
			}
		}
		return wireFull(m, now), nil
	})

	write(s, "agenda.draft", func(tx *store.Tx, in *ByID) (Meeting, error) {
		if _, err := agenda.Draft(tx, s.book(tx), in.ID); err != nil {
			return Meeting{}, err
		}
		return full(tx.Reader, in.ID)
	})

	write(s, "steps.create", func(tx *store.Tx, in *struct {
		ByID
		Body stepBody
	}) (Meeting, error) {
		if err := s.step(tx, in.ID, in.Body); err != nil {
			return Meeting{}, err
		}
		return full(tx.Reader, in.ID)
	})
}

// draftsOf are the draft conclusions by line, for a caller who does not send them.
func draftsOf(rd *store.Reader, id string) (map[string]string, error) {
	out := map[string]string{}
	all, err := meeting.Items(rd, id)
	for _, i := range all {
		out[i.ID] = i.Draft
	}
	return out, err
}

// orVersion: a new line has no version to be stale.
func orVersion(id string, sent, now int64) int64 {
	if id == "" {
		return now
	}
	return sent
}

type stepBody struct {
	Step             string `json:"step" enum:"prepare,announce,open,close,reopen,confirm,seal,report"`
	Note             string `json:"note,omitempty" maxLength:"20000" doc:"prepare: what the cell committee settled"`
	Chair            string `json:"chair,omitempty" maxLength:"64" doc:"open: person; the caller when left out"`
	Scribe           string `json:"scribe,omitempty" maxLength:"64" doc:"open: person"`
	Role             string `json:"role,omitempty" enum:"scribe,chair" doc:"confirm: as whom; by the caller's part in the meeting when left out"`
	Method           string `json:"method,omitempty" enum:"device,paper" doc:"confirm: paper when the scribe signed the printed minutes"`
	Minutes          bool   `json:"minutes,omitempty" doc:"report: formally send the minutes along"`
	MinutesNumber    int    `json:"minutes_number,omitempty" minimum:"0" doc:"seal: the number that stands on the paper already"`
	ResolutionNumber int    `json:"resolution_number,omitempty" minimum:"0"`
	Rest             string `json:"rest,omitempty" enum:"unexplained" doc:"close: mark whoever is not marked yet"`
}

// step moves a meeting on, and composes its papers where the step makes them.
func (s *server) step(tx *store.Tx, id string, b stepBody) error {
	var err error
	switch b.Step {
	case "prepare":
		_, err = meeting.Prepare(tx, id, b.Note)
	case "announce":
		_, err = document.Announce(tx, s.book(tx), id)
	case "open":
		var m meeting.Meeting
		if m, err = meeting.Get(tx.Reader, id); err == nil {
			if b.Chair == "" && m.Chair == "" {
				b.Chair = tx.Viewer().Person
			}
			_, err = meeting.Open(tx, s.book(tx), id, b.Chair, b.Scribe)
		}
	case "close":
		if err = s.rest(tx, id, b.Rest); err == nil {
			_, err = meeting.Close(tx, id)
		}
		if err == nil {
			_, err = minutes.Compose(tx, s.book(tx), id)
		}
	case "reopen":
		_, err = minutes.Reopen(tx, id)
	case "confirm":
		err = s.confirm(tx, id, b)
	case "seal":
		_, err = offline.SealAs(tx, s.book(tx), id, minutes.Numbers{Minutes: b.MinutesNumber, Resolution: b.ResolutionNumber})
	case "report":
		err = s.report(tx, id, b.Minutes)
	default:
		err = fault.Bad("step", "not_among", "field", "step", "choices", "prepare, announce, open, close, reopen, confirm, seal, report")
	}
	return err
}
