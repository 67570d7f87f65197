package meeting

import (
	"slices"

	"chibo/internal/access"
	"chibo/internal/audit"
	"chibo/internal/fault"
	"chibo/internal/store"
	"chibo/internal/vi"
)

// Item is one line of the agenda with what was said and concluded on it.
type Item struct {
	ID         string
	Position   int
	Label      string // the number it is called by: 2, below it 2.1; not stored
	Code       string // of the template, such as last_month; own: written by hand
	Title      string
	Purpose    string // inform, discuss, decide
	Minutes    int
	Presenter  string
	SourceKind string // template, task, document, … ; "" written by hand
	SourceID   string
	SourceText string // why it stands here, for the reader
	Secret     bool   // state secrets: nothing of it is kept here but the line SecretTitle
	Draft      string // of the conclusion, prepared beforehand
	Gist       string
	Conclusion string
	StartedAt  int64 // when it was taken up; 0: not yet
	Alone      bool  // its heading was taken off: a matter of its own
	Version    int64 // of gist and conclusion
}

// SecretTitle is all that an agenda says of a matter that is a state secret
// (Law on the protection of state secrets; design/ux.md 4.3).
const SecretTitle = "Nội dung lưu riêng theo quy định bảo mật"

// Agenda is a meeting with its items: what a stale edit gets back.
type Agenda struct {
	Meeting Meeting
	Items   []Item
}

const mostItems = 60

// Items reads the agenda in order. What was said and concluded is the cell's
// own: others who may see the agenda get it without.
func Items(rd *store.Reader, meeting string) ([]Item, error) {
	m, err := For(rd, meeting, access.MeetingView)
	if err != nil {
		return nil, err
	}
	all, err := items(rd, meeting)
	if err != nil {
		return nil, err
	}
	inside, err := Can(rd, m, access.MinutesView)
	if err != nil || inside {
		return all, err
	}
	for i := range all {
		all[i].Draft, all[i].Gist, all[i].Conclusion = "", "", ""
	}
	return all, nil
}

func items(rd *store.Reader, meeting string) ([]Item, error) {
	all, err := store.All(rd, func(scan store.Scan) (i Item, err error) {
		err = scan(&i.ID, &i.Position, &i.Code, &i.Title, &i.Purpose, &i.Minutes, &i.Presenter, &i.SourceKind, &i.SourceID, &i.SourceText, &i.Secret, &i.Draft, &i.Gist, &i.Conclusion, &i.StartedAt, &i.Alone, &i.Version)
		return
	}, `select id, position, code, title, purpose, minutes, presenter, source_kind, source_id, source_text, secret, draft, gist, conclusion, started_at, alone, version from agenda_item where tenant = $1 and meeting = $2 order by position, id`, meeting)
	return number(all), err
}

// editable reads a meeting whose agenda the viewer may change now: before it is
// closed, and once it has begun also by the scribe.
func editable(rd *store.Reader, meeting string) (Meeting, error) {
	m, err := For(rd, meeting, access.MeetingView)
	if err != nil {
		return m, err
	}
	may, err := Can(rd, m, access.MeetingPrepare)
	if err == nil && !may && m.State == InSession {
		may, err = Can(rd, m, access.MeetingRun)
	}
	switch {
	case err != nil:
		return m, err
	case !may:
		return m, fault.Missing()
	case m.At(Closed):
		return m, fault.New(fault.Conflict, "agenda_closed")
	}
	return m, nil
}

// PutItems replaces the whole agenda. Gist and conclusion are not touched here
// (Minute writes them). An edit made on an older agenda gets the newer one back
// and changes nothing, so that neither text is lost; the same agenda sent again
// is the same answer. A line that was carried over, or on which something is
// minuted, does not vanish by being left out: RemoveItem asks why.
func PutItems(tx *store.Tx, meeting string, version int64, in []Item) (Meeting, []Item, error) {
	m, err := editable(tx.Reader, meeting)
	if err != nil {
		return Meeting{}, nil, err
	}
	old, err := items(tx.Reader, meeting)
	if err != nil {
		return Meeting{}, nil, err
	}
	now, err := tidy(in, old)
	if err != nil {
		return Meeting{}, nil, err
	}
	if sameAgenda(now, old) {
		return m, old, nil
	}
	if m.Version != version {
		return Meeting{}, nil, fault.Stale(Agenda{m, old})
	}
	var gone []Item
	for n, o := range old {
		if slices.ContainsFunc(now, func(i Item) bool { return i.ID == o.ID }) {
			continue
		}
		for _, b := range below(old, n) {
			if at := slices.IndexFunc(now, func(i Item) bool { return i.ID == b.ID }); at >= 0 {
				now[at].Alone = true
			}
		}
		if carried(o) || o.Gist != "" || o.Conclusion != "" {
			return Meeting{}, nil, fault.Bad("items", "agenda_remove_reason", "title", o.Title)
		}
		gone = append(gone, o)
	}
	for _, o := range gone {
		if err := takeOut(tx, m, o, "", false); err != nil {
			return Meeting{}, nil, err
		}
	}
	for _, i := range now {
		if _, err := tx.Exec(`insert into agenda_item (tenant, meeting, id, position, code, title, purpose, minutes, presenter, source_kind, source_id, source_text, secret, draft, alone, gist, conclusion, version)
			values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, '', '', 1)
			on conflict (tenant, meeting, id) do update set position = excluded.position, title = excluded.title, purpose = excluded.purpose, minutes = excluded.minutes, presenter = excluded.presenter,
				source_text = excluded.source_text, secret = excluded.secret, draft = excluded.draft, alone = excluded.alone`,
			meeting, i.ID, i.Position, i.Code, i.Title, i.Purpose, i.Minutes, i.Presenter, i.SourceKind, i.SourceID, i.SourceText, i.Secret, i.Draft, i.Alone); err != nil {
			return Meeting{}, nil, err
		}
		if i.Secret {
			if err := silence(tx, meeting, i.ID); err != nil {
				return Meeting{}, nil, err
			}
		}
	}
	if err := audit.Note(tx, "meeting.agenda", "meeting", meeting, m.Org, map[string]any{"items": titles(now), "before": titles(spoken(old, now))}); err != nil {
		return Meeting{}, nil, err
	}
	return bump(tx, meeting, now)
}

// tidy cleans and checks what came in, gives every item its place and an id,
// and keeps from the old item what PutItems may not change.
func tidy(in, old []Item) ([]Item, error) {
	if len(in) > mostItems {
		return nil, fault.Bad("items", "agenda_too_long", "most", mostItems)
	}
	seen := map[string]bool{}
	out := make([]Item, 0, len(in))
	for n, i := range in {
		i.Title, i.Presenter, i.SourceText, i.Draft = vi.Clean(i.Title), vi.Clean(i.Presenter), vi.Clean(i.SourceText), vi.CleanText(i.Draft)
		if i.Purpose == "" {
			i.Purpose = "discuss"
		}
		switch {
		case i.Title == "" && !i.Secret || len(i.Title) > 2000:
			return nil, fault.Bad("items", "agenda_title", "n", n+1)
		case i.Minutes < 0 || i.Minutes > 480:
			return nil, fault.Bad("items", "agenda_minutes", "title", i.Title)
		case len(i.Draft) > 20_000:
			return nil, fault.Bad("draft", "meeting_text_long")
		case i.Purpose != "inform" && i.Purpose != "discuss" && i.Purpose != "decide":
			return nil, fault.Bad("items", "agenda_purpose", "title", i.Title)
		case i.ID != "" && seen[i.ID]:
			return nil, fault.Bad("items", "agenda_twice", "title", i.Title)
		}
		seen[i.ID] = true
		i.Position = n + 1
		at := slices.IndexFunc(old, func(o Item) bool { return i.ID != "" && o.ID == i.ID })
		if at >= 0 {
			o := old[at]
			i.Code, i.SourceKind, i.SourceID, i.SourceText, i.Gist, i.Conclusion, i.StartedAt, i.Alone, i.Version = o.Code, o.SourceKind, o.SourceID, o.SourceText, o.Gist, o.Conclusion, o.StartedAt, o.Alone, o.Version
			i.Secret = i.Secret || o.Secret // its words are gone: the switch does not go back
		} else {
			i.ID, i.Gist, i.Conclusion, i.StartedAt, i.Version = store.NewID(), "", "", 0, 1
			if i.Code == "" {
				i.Code = "own"
			}
		}
		if i.Secret {
			i = i.closed()
		}
		out = append(out, i)
	}
	return out, nil
}

// closed is what stays of a line that is a state secret.
func (i Item) closed() Item {
	i.Title, i.Presenter, i.SourceText, i.Draft, i.Gist, i.Conclusion = SecretTitle, "", "", "", "", ""
	return i
}

// With is the line with what a form may change.
func (i Item) With(in Item) Item {
	if i.Secret { // all but its length is closed
		i.Minutes = in.Minutes
		return i
	}
	i.Title, i.Minutes, i.Presenter, i.Purpose, i.Draft, i.Secret = in.Title, in.Minutes, in.Presenter, in.Purpose, in.Draft, in.Secret
	return i
}

// SameRecord tells whether two lines speak of the same record.
func (i Item) SameRecord(o Item) bool {
	return o.SourceKind == i.SourceKind && o.SourceID == i.SourceID
}

// silence takes away what was written on a line before it was called secret:
// gist, conclusion and the texts of opinions; that somebody spoke stays.
func silence(tx *store.Tx, meeting, item string) error {
	if _, err := tx.Exec(`update agenda_item set gist = '', conclusion = '' where tenant = $1 and meeting = $2 and id = $3`, meeting, item); err != nil {
		return err
	}
	_, err := tx.Exec(`update opinion set gist = '' where tenant = $1 and meeting = $2 and item = $3`, meeting, item)
	return err
}

// sameAgenda compares what a person sees, not the ids just made: a form sent
// twice must not make its new lines twice.
func sameAgenda(a, b []Item) bool {
	return slices.EqualFunc(a, b, func(x, y Item) bool {
		return x.Position == y.Position && x.Code == y.Code && x.Title == y.Title && x.Purpose == y.Purpose && x.Minutes == y.Minutes &&
			x.Presenter == y.Presenter && x.Secret == y.Secret && x.Draft == y.Draft && x.SourceKind == y.SourceKind && x.SourceID == y.SourceID
	})
}

func carried(i Item) bool { return i.SourceKind != "" && i.SourceKind != "template" }

// spoken leaves out of the old agenda what is secret now, so that the log does
// not tell it either.
func spoken(old, now []Item) []Item {
	out := slices.Clone(old)
	for n, o := range out {
		if slices.ContainsFunc(now, func(i Item) bool { return i.ID == o.ID && i.Secret }) {
			out[n] = o.closed()
		}
	}
	return out
}

func titles(all []Item) []string {
	var out []string
	for _, i := range all {
		out = append(out, i.Title)
	}
	return out
}

func bump(tx *store.Tx, meeting string, now []Item) (Meeting, []Item, error) {
	if _, err := tx.Exec(`update meeting set version = version + 1 where tenant = $1 and id = $2`, meeting); err != nil {
		return Meeting{}, nil, err
	}
	m, err := Get(tx.Reader, meeting)
	return m, number(now), err
}

// Minute writes what was said on one item and what the chair concluded, while
// the meeting lasts and until its minutes are confirmed. An edit on an older
// text gets the newer one back.
func Minute(tx *store.Tx, meeting, item string, version int64, gist, conclusion string) (Item, error) {
	m, err := For(tx.Reader, meeting, access.MeetingRun)
	if err != nil {
		return Item{}, err
	}
	all, err := items(tx.Reader, meeting)
	if err != nil {
		return Item{}, err
	}
	at := slices.IndexFunc(all, func(i Item) bool { return i.ID == item })
	if at < 0 {
		return Item{}, fault.Missing()
	}
	i := all[at]
	gist, conclusion = vi.CleanText(gist), vi.CleanText(conclusion)
	if i.Gist == gist && i.Conclusion == conclusion {
		return i, nil
	}
	switch {
	case !m.At(InSession):
		return Item{}, fault.New(fault.Conflict, "meeting_not_open")
	case m.At(Confirmed):
		return Item{}, fault.New(fault.Conflict, "meeting_confirmed")
	case i.Secret:
		return Item{}, fault.New(fault.Invalid, "item_secret")
	case i.Version != version:
		return Item{}, fault.Stale(i)
	case len(gist) > 20_000 || len(conclusion) > 20_000:
		return Item{}, fault.Bad("gist", "meeting_text_long")
	}
	if err := MayKeepWords(tx.Reader, m); err != nil {
		return Item{}, err
	}
	if _, err := tx.Exec(`update agenda_item set gist = $4, conclusion = $5, version = version + 1 where tenant = $1 and meeting = $2 and id = $3`, meeting, item, gist, conclusion); err != nil {
		return Item{}, err
	}
	if err := audit.Note(tx, "meeting.minute", "meeting", meeting, m.Org, map[string]any{"item": item, "before": []string{i.Gist, i.Conclusion}, "after": []string{gist, conclusion}}); err != nil {
		return Item{}, err
	}
	i.Gist, i.Conclusion, i.Version = gist, conclusion, i.Version+1
	return i, nil
}
