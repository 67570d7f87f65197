package safety

import (
	"cmp"
	"encoding/json"
	"io"
	"mime/multipart"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"sync"
	"testing"

	"chibo/internal/access"
	"chibo/internal/api"
	"chibo/internal/web"
)

// narrower are routes whose room asks for more than the table of routes, which
// lets in whoever may have a reason: any one of these actions is needed. A form
// that changes something may not stand under a right to look alone, so every
// such POST must be named here.
var narrower = map[string][]access.Action{
	"POST /chi-bo/{cb}/sinh-hoat/{ky}/bien-ban/{id}": {access.MinutesEdit},
	"POST /chi-bo/{cb}/sinh-hoat/{ky}/xac-nhan":      {access.MinutesSeal, access.MeetingRun},
	"GET /dang-vien/{id}":                            {access.RollView},    // of somebody else
	"GET /chi-bo/{cb}/sinh-hoat/{ky}/tai/{tep}":      {access.MinutesView}, // the minutes themselves
	"GET /nhiem-vu/{id}":                             {access.TaskView},    // of somebody else
	"GET /nhiem-vu/{id}/bao-ket-qua":                 {access.TaskEdit},
	"POST /nhiem-vu/{id}/bao-ket-qua":                {access.TaskEdit},
	"GET /nhiem-vu/{id}/can-giup":                    {access.TaskEdit},
	"POST /nhiem-vu/{id}/can-giup":                   {access.TaskEdit},
	"POST /nhiem-vu/{id}/bat-dau":                    {access.TaskEdit},
	"GET /nhiem-vu/{id}/xin-them-thoi-gian":          {access.TaskEdit},
	"POST /nhiem-vu/{id}/xin-them-thoi-gian":         {access.TaskEdit},
	"GET /nhac-nho/{id}":                             {access.ReminderKeep}, // of somebody else
	"GET /toi/bao-vang/{id}":                         {access.MinutesView},  // whoever stands on the roll of the cell
	"GET /toi/bao-co-mat/{id}":                       {access.MinutesView},
	"POST /toi/bao-co-mat/{id}":                      {access.MinutesView},
	"GET /toi/ma-diem-danh/{id}":                     {access.MinutesView},
	"GET /toi/y-kien-truoc/{id}":                     {access.MinutesView},
	"POST /toi/y-kien-truoc/{id}":                    {access.MinutesView},
	"GET /toi/y-kien-truoc/{id}/bien-nhan":           {access.MinutesView},
	"POST /toi/y-kien-truoc/{id}/bien-nhan":          {access.MinutesView},
	"GET /nhiem-vu-nam/{id}":                         {access.DutyEdit}, // of somebody else
	"GET /nhiem-vu-nam/{id}/bao-ket-qua":             {access.DutyEdit},
	"POST /nhiem-vu-nam/{id}/bao-ket-qua":            {access.DutyEdit},
	"POST /toi/bao-vang/{id}":                        {access.MinutesView},
	"GET /tep/{id}":                                  {access.DocumentView},
	"GET /tep/{id}/bo":                               {access.DocumentEdit},
	"POST /tep/{id}/bo":                              {access.DocumentEdit},

	"GET " + api.Prefix + "/privacy/requests/{id}":                  {access.PrivacyKeep, access.PrivacyFor}, // whoever typed it for a comrade brings the answer back
	"POST " + api.Prefix + "/meetings/{id}/opinions-ahead":          {access.MinutesView},                    // whoever stands on the roll
	"POST " + api.Prefix + "/meetings/{id}/opinions-ahead/receipts": {access.MinutesView},
	"GET " + api.Prefix + "/reminders":                              {access.SignedIn},
	"GET " + api.Prefix + "/files/{id}":                             {access.DocumentView},
	"DELETE " + api.Prefix + "/files/{id}":                          {access.DocumentEdit},
	"GET " + api.Prefix + "/meetings/{id}/documents":                {access.MeetingView, access.ResolutionView},
	"GET " + api.Prefix + "/meetings/{id}/documents/{file}":         {access.MinutesView},
	"GET " + api.Prefix + "/log/proofs/{document}":                  {access.ResolutionView}, // the proof of a resolution
	"PUT " + api.Prefix + "/meetings/{id}/resolution":               {access.MeetingPrepare, access.MeetingRun},
	"POST " + api.Prefix + "/meetings/{id}/resolution/swaps":        {access.MeetingPrepare, access.MeetingRun},
	"GET /giay-to/{id}/dinh-chinh":                                  {access.MinutesSeal, access.MeetingRun}, // whoever writes the correction, or signed the paper
	"POST /giay-to/{id}/dinh-chinh/xac-nhan":                        {access.MinutesSeal, access.MeetingRun},
	"GET /chi-bo/{cb}/so-bien-ban/so":                               {access.MinutesSeal, access.Settings},
	"POST /chi-bo/{cb}/so-bien-ban/so":                              {access.MinutesSeal, access.Settings},

	"GET " + api.Prefix + "/papers/{id}/correction":                {access.MinutesSeal, access.MeetingRun},
	"POST " + api.Prefix + "/papers/{id}/correction/confirmations": {access.MinutesSeal, access.MeetingRun},
	"GET " + api.Prefix + "/orgs/{id}/numbers":                     {access.MinutesView, access.Settings},
	"PUT " + api.Prefix + "/orgs/{id}/numbers":                     {access.MinutesSeal, access.Settings},

	"GET /chi-bo/{cb}/chi-uy/so-bien-ban/so":             {access.CommitteeSeal, access.Settings},
	"POST /chi-bo/{cb}/chi-uy/so-bien-ban/so":            {access.CommitteeSeal, access.Settings},
	"GET /cap-uy/{cu}/hop/so-bien-ban/so":                {access.CommitteeSeal, access.Settings},
	"POST /cap-uy/{cu}/hop/so-bien-ban/so":               {access.CommitteeSeal, access.Settings},
	"GET " + api.Prefix + "/orgs/{id}/committee-numbers": {access.CommitteeView, access.Settings},
	"PUT " + api.Prefix + "/orgs/{id}/committee-numbers": {access.CommitteeSeal, access.Settings},
}

// personal are pages where the right follows from being that very person: who
// holds the action may still find nothing of his own there.
var personal = []string{"/toi", "/chi-bo/{cb}/sinh-hoat/{ky}/xac-nhan", "/cap-uy/{cu}/hop/{ky}/xac-nhan", "/may/{id}", "/kich-hoat/{ma}", "/thiet-lap/{ma}"}

var looks = []access.Action{access.CommitteeView, access.StandingView, access.DutyView, access.OrgView, access.RollView, access.MeetingView, access.MinutesView, access.ResolutionView, access.TaskView, access.MonthView, access.LogView}

// wanted are the actions of which one must be held: for the meetings of a
// committee above, those of the circle that is walked.
func wanted(method, pattern string, action access.Action, in access.Circle) []access.Action {
	if rest, ok := strings.CutPrefix(pattern, "/cap-uy/{cu}/hop/{ky}"); ok || in != access.OfAll {
		if !ok {
			rest = strings.TrimPrefix(pattern, cellMeeting)
		}
		some := slices.Clone(wanted(method, cellMeeting+rest, action, access.OfAll))
		for i, a := range some {
			some[i] = in.Of(a)
		}
		return some
	}
	if some := narrower[method+" "+pattern]; some != nil {
		return some
	}
	for _, begins := range []string{"/chi-bo/{cb}/sinh-hoat/{ky}/chuan-bi/", "/chi-bo/{cb}/sinh-hoat/{ky}/nghi-quyet/"} {
		if strings.HasPrefix(pattern, begins) && action == access.MeetingView { // whoever prepares or holds the meeting
			if strings.HasSuffix(pattern, "chuan-bi/noi-dung/{id}/bo") {
				return []access.Action{access.MeetingPrepare}
			}
			return []access.Action{access.MeetingPrepare, access.MeetingRun}
		}
	}
	return []access.Action{action}
}

// may is the law once more, read from the table alone: here nothing of the
// program's own judging is used.
func (m *made) may(g *guest, action access.Action, org string) bool {
	for _, h := range g.grants {
		switch reach := access.Actions()[action][h.Post]; {
		case reach == access.None:
		case h.Org == org, reach != access.OwnCell && h.Org == m.root:
			return true
		}
	}
	return false
}

func anywhere(g *guest, action access.Action) bool {
	return slices.ContainsFunc(g.grants, func(h access.Grant) bool { return access.Actions()[action][h.Post] != access.None })
}

// scope is which organisations an address speaks of; none means anywhere.
func (m *made) scope(pattern string, p place) []string {
	var out []string
	if strings.Contains(pattern, "/cap-uy/{cu}") {
		out = append(out, m.root)
	}
	for _, part := range []string{"chi-bo/{cb}", "ban-in/{cb}", "dang-vien/{id}", "cap-ma/{id}", "people/{id}", "nhiem-vu/{id}", "nhiem-vu-nam/{id}", "nhac-nho/{id}", "duties/{id}", "to-chuc/{id}", "chuc-vu/{id}", "orgs/{id}", "members/{id}", "meetings/{id}", "reminders/{id}", "tasks/{id}", "proofs/{document}", "giay-to/{id}", "papers/{id}", "van-ban/{id}", "tep/{id}", "received/{id}", "files/{id}", "rieng-tu/{id}", "han-che/{id}", "quyet-dinh/{id}", "privacy/states/{id}", "privacy/requests/{id}", "findings/{id}"} {
		if strings.Contains(pattern, part) {
			out = append(out, p.org)
		}
	}
	return out
}

func (m *made) allowed(g *guest, method, pattern string, action access.Action, p place) bool {
	if action == access.Anyone {
		return true
	}
	if g.person == "" {
		return false
	}
	orgs := m.scope(pattern, p)
	return slices.ContainsFunc(wanted(method, pattern, action, p.circle), func(a access.Action) bool {
		if a == access.SignedIn {
			return true
		}
		if len(orgs) == 0 {
			return anywhere(g, a)
		}
		return !slices.ContainsFunc(orgs, func(org string) bool { return !m.may(g, a, org) })
	})
}

// met remembers for each route and action whether somebody was let in and
// somebody refused.
type met struct {
	sync.Mutex
	in, out map[string]bool
}

func (m *met) note(key string, in bool) {
	m.Lock()
	defer m.Unlock()
	if in {
		m.in[key] = true
	} else {
		m.out[key] = true
	}
}

// TestEveryRouteForEveryPost opens every page and sends every form empty, as
// every post, in the own cell, in a sibling cell and above.
func TestEveryRouteForEveryPost(t *testing.T) {
	t.Parallel()
	m, err := build()
	if err != nil {
		t.Fatal(err)
	}
	routes := web.Routes(web.Options{})
	for _, r := range routes {
		if r.Method == "POST" && !ofPerson(r.Pattern) && slices.Contains(looks, wanted("POST", r.Pattern, r.Action, access.OfAll)[0]) {
			t.Errorf("POST %s asks only for %s: may whoever looks also change? Name in narrower what its room asks", r.Pattern, r.Action)
		}
	}
	seen := &met{in: map[string]bool{}, out: map[string]bool{}}
	t.Run("posts", func(t *testing.T) {
		for _, g := range m.guests {
			t.Run(g.name, func(t *testing.T) {
				t.Parallel()
				s := serve(t)
				for _, p := range []place{s.upper, s.sibling, s.own} {
					for _, method := range []string{"GET", "POST"} {
						for _, r := range routes {
							if r.Method == method && (p.cell || !strings.Contains(r.Pattern, "{id}") || strings.Contains(r.Pattern, "{cb}")) {
								for _, p.circle = range circles(r.Pattern) {
									s.knock(t, g, method, r.Pattern, r.Action, p, seen)
								}
							}
						}
					}
				}
			})
		}
	})
	for _, r := range routes {
		key := r.Method + " " + r.Pattern
		for _, in := range circles(r.Pattern) {
			if in != access.OfAll && !seen.out[key+" ("+string(in)+")"] {
				t.Errorf("%s: nobody was refused at a meeting of the %s", key, in)
			}
		}
		if hop(r.Pattern) { // its one meeting is past most of its steps; the cell's are walked
			continue
		}
		if !seen.in[key] && !ofPerson(r.Pattern) {
			t.Errorf("%s (%s): nobody was let in; the right is not exercised", key, r.Action)
		}
		if r.Action != access.Anyone && !seen.out[key] {
			t.Errorf("%s (%s): nobody was refused", key, r.Action)
		}
	}
}

// knock sends one request and judges the answer.
func (s *server) knock(t *testing.T, g *guest, method, pattern string, action access.Action, p place, seen *met) {
	t.Helper()
	key := method + " " + pattern
	if p.circle != access.OfAll {
		key += " (" + string(p.circle) + ")"
	}
	if key == "GET /chi-bo/{cb}" { // leads on to the meetings without looking; those are asked
		seen.note(key, true)
		seen.note(key, false)
		return
	}
	if method == "POST" && strings.HasPrefix(pattern, "/thoat") && g.person != "" {
		seen.note(key, true) // ends the session; walked in the web's own tests
		return
	}
	allowed := s.allowed(g, method, pattern, action, p)
	some := false
	for _, path := range s.fill(t, pattern, p) {
		a := s.send(g, method, path+asked(pattern, p), least(p))
		some = some || a.status != http.StatusNotFound && a.status != http.StatusUnauthorized
		switch {
		case a.status >= 500 && a.status != http.StatusServiceUnavailable:
			t.Errorf("%s as %s at %s: %d\n%s", key, g.name, p.name, a.status, head(a.body))
		case g.person == "" && !allowed:
			if a.status != http.StatusSeeOther || !strings.HasPrefix(a.header.Get("Location"), "/dang-nhap") {
				t.Errorf("%s as nobody: %d to %q, not to sign in", key, a.status, a.header.Get("Location"))
			}
			some = false
		case !allowed && a.status != http.StatusNotFound:
			t.Errorf("%s as %s at %s: %d, not 404 (wants %v)", key, g.name, p.name, a.status, wanted(method, pattern, action, p.circle))
		case allowed && a.status == http.StatusSeeOther && g.person != "" && strings.HasPrefix(a.header.Get("Location"), "/dang-nhap"):
			t.Errorf("%s as %s at %s: sent to sign in", key, g.name, p.name)
		}
	}
	if allowed && !some && p.cell && method == "POST" && p.circle == access.OfAll { // an earlier form may have taken it away
		fresh := serve(t)
		for _, path := range fresh.fill(t, pattern, p) {
			some = some || fresh.send(g, method, path+asked(pattern, p), least(p)).status != http.StatusNotFound
		}
	}
	seen.note(key, allowed && some)
	if !allowed {
		seen.note(key, false)
	}
	if allowed && !some && p.cell && !poorer(g, p) && !ofPerson(pattern) && p.circle == access.OfAll { // a committee's one meeting is past most of its steps
		t.Errorf("%s as %s at %s: allowed, yet 404", key, g.name, p.name)
	}
}

func ofPerson(pattern string) bool {
	return slices.ContainsFunc(personal, func(begins string) bool { return strings.HasPrefix(pattern, begins) })
}

// least are the fields without which a form cannot tell what it is about.
func least(p place) url.Values {
	return url.Values{"member": {p.member}, "person": {p.person}, "org": {p.org}, "step": {"2"}}
}

func head(s string) string { return s[:min(len(s), 300)] }

// asked is what an address needs behind the question mark.
func asked(pattern string, p place) string {
	switch {
	case strings.HasSuffix(pattern, "/toi/du-lieu/tai"):
		return "?dang=json"
	case strings.HasSuffix(pattern, "/thoi"), strings.HasSuffix(pattern, "/chuc-vu"):
		return "?to-chuc=" + p.org + "&nguoi=" + p.person
	}
	return ""
}

// bodies are the smallest well-formed bodies of the API's writes, so that the
// right is asked and not the form.
func bodiesOf(id string, p place, s sitting) any {
	type o = map[string]any
	switch id {
	case "enrolments.create", "sessions.end":
		return o{}
	case "my-sessions.end":
		return nil
	case "orgs.create":
		return o{"name": "Chi bộ mới", "kind": "residential", "parent": p.org}
	case "orgs.edit":
		return o{"name": "Tên khác"}
	case "org-events.create":
		return o{"kind": "rename", "name": "Tên khác"}
	case "posts.create":
		return o{"person": p.person, "post": "committee", "org": p.org}
	case "members.create":
		return o{"org": p.org, "full_name": "Người Mới"}
	case "members.edit":
		return o{"note": "x"}
	case "member-events.create":
		return o{"kind": "exempt"}
	case "exemptions.create":
		return o{"manner": "oral", "reason": "age", "valid_from": "2026-12-01"}
	case "exemptions.ask":
		return o{"reason": "age", "valid_from": "2026-12-01"}
	case "privacy-requests.answer":
		return o{"step": "accept", "text": "x", "version": 0}
	case "findings.answer":
		return o{"answer": "x", "version": 0}
	case "look-back.put":
		return o{"outcomes": []string{}}
	case "breaches.create":
		return o{"found_at": "2026-11-24T07:00:00+07:00", "since": "2026-11-23T00:00:00+07:00", "until": "2026-11-24T00:00:00+07:00", "text": "x"}
	case "breaches.tell":
		return o{"day": "2026-11-24", "ref": "x", "version": 0}
	case "assessment.file":
		return o{"day": "2026-11-24", "ref": "x"}
	case "data-states.ask":
		return o{"what": "restrict", "reason": "x", "version": 0}
	case "data-states.decide":
		return o{"agree": true, "version": 0}
	case "alarms.settle":
		return o{"text": "x"}
	case "member-requests.create":
		return o{"kind": "correct", "text": "x", "channel": "oral"}
	case "member-consents.create":
		return o{"purpose": "phone", "given": true, "paper": "x"}
	case "own-requests.create":
		return o{"kind": "correct", "text": "x"}
	case "own-consents.create":
		return o{"purpose": "phone", "given": true}
	case "own-requests.withdraw", "exemptions.withdraw", "praise.drop", "interpreters.drop", "care.asked":
		return nil
	case "exemptions.decide":
		return o{"vote": "x"}
	case "exemptions.end":
		return o{}
	case "dues.put":
		return o{"items": []any{}}
	case "imports.create", "imports.commit", "agenda.draft":
		return nil
	case "meetings.create":
		return o{"org": p.org, "period": "2027-03", "kind": "regular", "starts_at": "2027-03-03T19:30:00+07:00", "place": "Nhà văn hóa"}
	case "paper-months.create": // without numbers of hands and people: refused by the room, where the right is there
		return o{"org": p.org, "period": "2026-01", "begin": "2026-01-03T19:30:00+07:00", "end": "2026-01-03T21:00:00+07:00", "place": "Nhà văn hóa", "chair": "x", "scribe": "y"}
	case "topic.put":
		return o{"subject": "x", "question": "y"}
	case "agenda.put", "resolution.put":
		return o{"items": []any{}}
	case "steps.create":
		return o{"step": "close"}
	case "attendance.put":
		return o{"marks": []any{o{"member": p.member, "status": "present"}}}
	case "opinions.create":
		return o{"member": p.member}
	case "checkin.put":
		return o{"open": true}
	case "checkin.settle":
		return o{"taken": []any{p.member}}
	case "checkin.tell", "checkin.help":
		return o{"code": "ABCDEF"}
	case "hall.giveup", "hall.revoke":
		return o{"why": "x"}
	case "hall.choose":
		return o{"key": "score", "op": "now"}
	case "checkin.helper":
		return o{"person": p.person}
	case "opinions-ahead.create":
		return o{"text": "x", "naming": "unnamed"}
	case "opinions-ahead.read":
		return o{"read": true}
	case "opinions-ahead.receipt":
		return o{"receipt": "AAAAAAAA"}
	case "opinions.edit":
		return o{"gist": "x", "version": 1}
	case "items.begin", "hall.reread":
		return nil
	case "reserved-opinions.create":
		return o{"member": p.member, "text": "x"}
	case "interpreters.create":
		return o{"full_name": "Lò Văn Hặc", "language": "Thái"}
	case "praise.create":
		return o{"member": p.member, "deed": "x"}
	case "reminders.create":
		return o{"member": p.member, "text": "x", "look_on": "2027-01-10"}
	case "reminders.edit":
		return o{"close": true}
	case "score.put":
		return o{"points": 90, "reason": "x"}
	case "score.lines":
		return o{"lines": []o{{"code": "1", "points": 1}}, "version": 0}
	case "score.scorer":
		return o{"person": ""}
	case "score.confirm":
		return o{"reason": "x", "decision": "12-BB/ĐU", "day": "2026-11-24", "version": 0}
	case "score.answer":
		return o{"text": "x"}
	case "shortcomings.put":
		return o{"lines": []string{"x"}}
	case "resolution.swap":
		return o{"out": cmp.Or(s.outside, p.task), "in": cmp.Or(s.deed, p.task)} // a sitting without such items: anything that is none of it
	case "votes.create":
		return o{"subject": "x", "matter": "ordinary", "for": 0}
	case "evaluations.create":
		return o{"task": p.task, "result": "done"}
	case "paper-readers.put":
		return o{"items": []any{o{"member": p.member, "paper_only": true}}}
	case "proposals.put":
		return o{"text": "x"}
	case "minutes.put":
		return o{"items": []any{o{"key": s.part, "text": "x", "version": 0}}}
	case "papers.send":
		return o{"version": 1}
	case "papers.sign":
		return o{"version": 1, "day": "2026-11-20"}
	case "corrections.open", "corrections.drop":
		return nil
	case "corrections.put":
		return o{"items": []any{}, "reason": "x"}
	case "corrections.confirm":
		return o{"role": "scribe"}
	case "corrections.seal":
		return o{"becomes": 2}
	case "extracts.create":
		return o{"parts": []any{"item.1"}, "purpose": "x", "to": "x"}
	case "numbers.put", "committee-numbers.put":
		return o{"type": "extract", "next": 3}
	case "log.verify":
		return o{}
	case "tasks.report":
		return o{"result": "x"}
	case "duties.give":
		return o{"member": p.member, "what": "x", "rhythm": "month"}
	case "duties.plan":
		return o{"step": "copy"}
	case "duties.change":
		return o{"what": "x", "rhythm": "month"}
	case "duties.step":
		return o{"step": "report", "text": "x"}
	case "tasks.step":
		return o{"step": "start"}
	case "agenda.remove":
		return o{"item": s.item, "reason": "x"}
	case "premeeting.put":
		return o{"held_at": "2026-12-01T19:00:00+07:00", "present": []any{}, "assessment": "x", "version": 0}
	case "received.create", "received.put":
		return o{"number": "1-CV/ĐU", "issued_on": "2026-11-01", "issuer": "x", "abstract": "x", "summary": "x", "level": "normal", "audience": "members"}
	case "packet.tick":
		return o{"part": "before", "done_at": "2026-11-01T19:00:00+07:00"}
	case "assistants.create":
		return o{"person": p.person}
	case "files.create", "document-files.create", "files.delete", "assistants.end":
		return nil
	case "tasks.extend":
		return o{"due": "2027-01-10", "reason": "x"}
	}
	return false
}

// bodyOf is bodiesOf as it is sent.
func bodyOf(t *testing.T, id string, p place, s sitting) string {
	t.Helper()
	b := bodiesOf(id, p, s)
	if b == false {
		t.Errorf("%s: which body does it take? Teach bodiesOf()", id)
	}
	if b == nil {
		return ""
	}
	text, err := json.Marshal(b)
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

// ofOneself is the call for which nobody here has anything of his own; the API's
// own tests walk it.
const ofOneself = "own-requests.withdraw"

// TestEveryCallForEveryPost does the same with the API.
func TestEveryCallForEveryPost(t *testing.T) {
	t.Parallel()
	m, err := build()
	if err != nil {
		t.Fatal(err)
	}
	seen := &met{in: map[string]bool{}, out: map[string]bool{}}
	t.Run("posts", func(t *testing.T) {
		for _, g := range m.guests {
			t.Run(g.name, func(t *testing.T) {
				t.Parallel()
				s := serve(t)
				for _, p := range []place{s.upper, s.sibling, s.own} {
					for _, op := range api.Operations() {
						if !p.cell && strings.Contains(op.Path, "{") && !strings.Contains(op.Path, "/orgs/{id}") {
							continue // its ids are those of the cell below
						}
						s.call(t, g, op, p, seen)
					}
				}
			})
		}
	})
	for _, op := range api.Operations() {
		if !seen.in[op.ID] && op.ID != ofOneself {
			t.Errorf("%s (%s): nobody was let in; the right is not exercised", op.ID, op.Action)
		}
		if op.Action != access.Anyone && !seen.out[op.ID] {
			t.Errorf("%s (%s): nobody was refused", op.ID, op.Action)
		}
	}
}

func (s *server) call(t *testing.T, g *guest, op api.Operation, p place, seen *met) {
	t.Helper()
	if op.ID == "my-sessions.end" { // of one's own: a foreign one is not found by anybody (TestOnesOwnDevicesThroughTheAPI)
		seen.note(op.ID, true)
		seen.note(op.ID, false)
		return
	}
	allowed := s.allowed(g, op.Method, op.Path, op.Action, p)
	ask := map[string]string{"orgs.list": "?under=" + p.org, "posts.list": "?org=" + p.org, "members.list": "?org=" + p.org, "meetings.list": "?org=" + p.org, "tasks.list": "?org=" + p.org, "imports.create": "?kind=members"}[op.ID]
	if op.ID != "imports.create" && (ask != "" || op.ID == "orgs.create" || op.ID == "posts.create" || op.ID == "members.create" || op.ID == "meetings.create" || op.ID == "paper-months.create") {
		allowed = g.person != "" && s.may(g, op.Action, p.org)
		if op.ID == "meetings.list" || op.ID == "tasks.list" { // a committee's own stand in the same lists, for its circle
			allowed = allowed || s.may(g, access.CommitteeView, p.org) || s.may(g, access.StandingView, p.org)
		}
	}
	if strings.HasPrefix(op.Path, api.Prefix+"/me/") && !strings.HasPrefix(op.Path, api.Prefix+"/me/sessions") && op.ID != "me.data" && op.ID != "me.attendance" && op.ID != "me.views" { // of whoever is a member
		allowed = slices.ContainsFunc(g.grants, func(h access.Grant) bool { return h.Post == access.Member })
	}
	some := false
	for i, path := range s.fill(t, op.Path, p) {
		sit := p.meetings[i]
		body := ""
		if op.Method != "GET" {
			body = bodyOf(t, op.ID, p, sit)
		}
		var header []string
		if op.ID == "imports.create" {
			body, header = upload(t)
		}
		a := s.raw(g, op.Method, path+ask, strings.NewReader(body), header...)
		some = some || a.status != 404 && a.status != 401
		switch {
		case a.status >= 500 && a.status != 503:
			t.Errorf("%s as %s at %s: %d %s", op.ID, g.name, p.name, a.status, head(a.body))
		case g.person == "" && !allowed && a.status != 401:
			t.Errorf("%s as nobody: %d", op.ID, a.status)
		case g.person != "" && !allowed && a.status != 404 && !empty(a):
			t.Errorf("%s as %s at %s: %d, not 404 (wants %v) %s", op.ID, g.name, p.name, a.status, wanted(op.Method, op.Path, op.Action, p.circle), head(a.body))
		}
	}
	rollless := g.name == bothCells && (strings.HasPrefix(op.ID, "opinions-ahead.") || op.ID == "checkin.tell" || op.ID == "checkin.own") // leads the cell, and stands on no roll
	if allowed && !some && p.cell && !poorer(g, p) && !rollless && op.ID != ofOneself {                                                   // a committee has no dues, duties or papers of that kind
		t.Errorf("%s as %s at %s: allowed, yet refused", op.ID, g.name, p.name)
	}
	seen.note(op.ID, allowed && some)
	if !allowed {
		seen.note(op.ID, false)
	}
}

// upload is a list of one member as a file.
func upload(t *testing.T) (string, []string) {
	t.Helper()
	var b strings.Builder
	w := multipart.NewWriter(&b)
	f, err := w.CreateFormFile("file", "ds.csv")
	if err == nil {
		_, err = io.WriteString(f, "Họ và tên,Ngày sinh,Chi bộ\nNgười Mới,01/02/1980,Chi bộ Tổ dân phố 7\n")
	}
	if err != nil || w.Close() != nil {
		t.Fatal(err)
	}
	return b.String(), []string{"Content-Type", w.FormDataContentType()}
}

// empty is a list in which nothing stands.
func empty(a answer) bool {
	var l struct{ Items *[]any }
	return a.status == 200 && json.Unmarshal([]byte(a.body), &l) == nil && l.Items != nil && len(*l.Items) == 0
}
