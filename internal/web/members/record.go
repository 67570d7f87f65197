package members

import (
	"cmp"
	"net/http"

	"chibo/internal/access"
	"chibo/internal/fault"
	"chibo/internal/member"
	"chibo/internal/org"
	"chibo/internal/store"
	"chibo/internal/vi"
	"chibo/internal/web/link"
	"chibo/internal/web/page"
	"chibo/internal/web/ui"
)

var precisions = map[string]vi.Precision{"full": vi.Full, "month": vi.Month, "year": vi.Year}

func birth(m member.Member) string {
	if m.Birth == "" {
		return ""
	}
	return vi.ShowDayAt(m.Birth, precisions[m.BirthPrecision])
}

// value is a field of the record by its key in the rules.
func value(r *page.Request, m member.Member, key, identity string) string {
	switch key {
	case "other_name":
		return m.OtherName
	case "sex":
		if m.Sex != "" {
			return r.T("memberpage.sex." + m.Sex)
		}
	case "birth_date":
		return birth(m)
	case "card_number":
		return m.Card
	case "card_issuer":
		return m.CardIssuer
	case "card_date":
		return vi.ShowDay(m.CardDay)
	case "old_card_number":
		return m.OldCard
	case "home_place":
		return m.Home
	case "phone":
		return m.Phone
	case "admission_date":
		return vi.ShowDay(m.AdmittedOn)
	case "official_date":
		return vi.ShowDay(m.OfficialOn)
	case "identity_number":
		return identity
	case "note":
		return m.Note
	}
	return ""
}

// short is what stands open on a record; the rest lies under "Hồ sơ ngắn".
var short = map[string]bool{"phone": true, "official_date": true, "admission_date": true}

// Show is one member: GET /dang-vien/{id}.
func Show(w http.ResponseWriter, r *page.Request) error {
	var m member.Member
	var o org.Org
	var x Record
	var paths []ui.Link
	var care *ui.Note
	edit, enrols := false, false
	err := r.Read(func(rd *store.Reader) (err error) {
		if m, err = member.Get(rd, r.PathValue("id")); err != nil {
			return err
		}
		if o, err = org.Get(rd, m.Org); err != nil {
			return err
		}
		if edit, err = access.Can(rd, access.RollEdit, m.Org); err != nil {
			return err
		}
		gone := m.Data == member.Shredded // nothing of it is changed, and nobody signs in
		edit = edit && !gone
		if x, err = record(rd, r, m, edit); err != nil {
			return err
		}
		if !gone {
			if paths, err = ways(rd, r, m, edit); err != nil {
				return err
			}
		}
		if care, err = asked(rd, r, m); err != nil {
			return err
		}
		if paths, err = restricts(rd, r, m, paths); err != nil {
			return err
		}
		enrols, err = access.Can(rd, access.Enrol, m.Org)
		enrols = enrols && !gone
		return err
	})
	if err == nil {
		err = seen(r, m.PersonID, sawRecord)
	}
	if err != nil {
		return err
	}
	p := ui.Page{Title: r.T("memberpage.record") + " · " + o.Name, Where: o.Name, Heading: m.FullName, Sub: r.T("memberpage.standing." + m.Standing), BarTitle: r.T("memberpage.bar"),
		Back: &ui.Link{Href: link.Members(o.Slug)}, Primary: &ui.Action{Text: r.T("memberpage.roll"), Href: link.Members(o.Slug)}}
	if enrols {
		p.Primary = &ui.Action{Text: r.T("memberpage.signin"), Href: link.Enrol(m.PersonID)}
	}
	if edit {
		p.Primary = &ui.Action{Text: r.T("memberpage.event"), Href: link.MemberEvent(m.ID)}
		x.Links = []ui.Link{{Text: r.T("memberpage.edit"), Href: link.EditMember(m.ID)}, {Text: r.T("memberpage.signin"), Href: link.Enrol(m.PersonID)}}
	}
	x.Links, p.Banner = append(x.Links, paths...), care
	if m.Hidden {
		p.Banner = &ui.Note{Kind: "info", Icon: "lock", Title: r.T("memberpage.hidden"), Text: r.T("memberpage.hidden.text")}
	}
	if m.PersonID == r.Viewer.Person {
		p.Back, p.Primary = &ui.Link{Href: link.Me}, &ui.Action{Text: r.T("memberpage.mydata"), Href: link.MyData}
	}
	return r.Page(w, 0, p, ShowRecord(x))
}

func record(rd *store.Reader, r *page.Request, m member.Member, edit bool) (Record, error) {
	x := Record{State: stateTag(r, m), Logged: r.T("memberpage.logged")}
	on, err := member.Fields(rd, r.Book)
	if err != nil {
		return x, err
	}
	identity := ""
	if on["identity_number"] {
		if identity, err = member.Identity(rd, m.PersonID); err != nil {
			return x, err
		}
	}
	x.Short = []ui.Pair{{Term: r.T("memberpage.fact.since"), Text: vi.ShowDay(m.Since)}}
	more, err := facts(rd, r, m)
	if err != nil {
		return x, err
	}
	x.Short = append(x.Short, more...)
	told := r.ToldOf(rd.Today())
	for _, f := range r.Book.Fields(rd.Today()).Fields {
		v := value(r, m, f.Key, identity)
		switch {
		case v == "" || !on[f.Key]:
		case short[f.Key]:
			x.Short = append(x.Short, ui.Pair{Term: told[f.Key].Title, Text: v})
		default:
			x.More = append(x.More, ui.Pair{Term: told[f.Key].Title, Text: v})
		}
	}
	posts, err := member.PostsOf(rd, m.PersonID)
	if err != nil {
		return x, err
	}
	for _, h := range posts {
		x.Posts = append(x.Posts, ui.Line{Text: r.T("post."+string(h.Post)) + " · " + h.OrgName, Second: spanText(r, h.From, h.To)})
	}
	x.History, err = history(rd, r, m, edit)
	return x, err
}

func spanText(r *page.Request, from, to string) string {
	if to == "" {
		return r.T("orgpage.since", "day", vi.ShowDay(from))
	}
	return r.T("orgpage.since.to", "day", vi.ShowDay(from), "to", vi.ShowDay(to))
}

// history lists the newest day first; what was taken back says so.
func history(rd *store.Reader, r *page.Request, m member.Member, edit bool) ([]Past, error) {
	events, err := member.Events(rd, m.ID)
	if err != nil {
		return nil, err
	}
	void := map[string]bool{}
	var by []string
	for _, e := range events {
		void[e.Corrects] = e.Corrects != ""
		by = append(by, e.By)
	}
	names, err := member.PersonNames(rd, by)
	if err != nil {
		return nil, err
	}
	var out []Past
	for i := len(events) - 1; i >= 0; i-- {
		e := events[i]
		text := vi.ShowDay(e.From) + " · " + r.T("memberpage.event."+e.Kind)
		if e.Org != "" {
			o, err := org.Get(rd, e.Org)
			switch {
			case err == nil:
				text += " · " + o.Name
			case fault.KindOf(err) != fault.NotFound:
				return nil, err
			}
		}
		if e.Until != "" {
			text += " · " + r.T("standing.until", "day", lastDay(e.Until))
		}
		second := ""
		for _, s := range []string{e.Place, e.Decision, reason(r, e.Reason), r.T("orgpage.by", "time", store.Clock(e.RecordedAt).Format("15:04 02/01/2006"), "name", cmp.Or(names[e.By], r.T("orgpage.by.system")))} {
			if s != "" && second != "" {
				second += " · "
			}
			second += s
		}
		p := Past{Text: text, Second: second, Void: void[e.ID]}
		if edit && !p.Void && e.Kind != member.Entered && e.Kind != member.Correct {
			p.Correct = &ui.Link{Text: r.T("memberpage.correct"), Href: link.MemberEvent(m.ID) + "?dinh-chinh=" + e.ID, Name: r.T("memberpage.correct.of", "event", text)}
		}
		out = append(out, p)
	}
	return out, nil
}

func reason(r *page.Request, s string) string {
	if s == "import" {
		return r.T("memberpage.reason.import")
	}
	return s
}

// restricts adds the way to restriction and erasure, for whoever keeps requests.
func restricts(rd *store.Reader, r *page.Request, m member.Member, paths []ui.Link) ([]ui.Link, error) {
	may, err := access.Can(rd, access.PrivacyKeep, m.Org)
	if err != nil || !may || m.PersonID == r.Viewer.Person {
		return paths, err
	}
	top, err := org.Root(rd)
	return append(paths, ui.Link{Text: r.T("privacy.held.row"), Href: link.DataState(top.Slug, m.PersonID)}), err
}
