package home

import (
	"net/http/httptest"
	"strings"
	"testing"

	"chibo/internal/access"
	"chibo/internal/dues"
	"chibo/internal/duty"
	"chibo/internal/i18n"
	"chibo/internal/meeting"
	"chibo/internal/store"
	"chibo/internal/task"
	"chibo/internal/web/page"
)

const today = "2026-12-04"

// full is the home of a secretary on whom everything waits at once.
func full() cellHome {
	return cellHome{
		Post: page.Post{Grant: access.Grant{Post: access.Secretary, Org: "o"}, OrgName: "Chi bộ Tổ dân phố 3", OrgSlug: "to-3"}, Today: today, Period: "2026-12", Roll: true, Look: 2, Papers: 1,
		May: map[access.Action]bool{access.MeetingPrepare: true, access.MeetingRun: true, access.MinutesSeal: true},
		Open: []task.Task{
			{ID: "late", Due: "2026-12-01", State: task.Doing, OwnerName: "A"}, {ID: "soon", Due: "2026-12-06", State: task.Doing, OwnerName: "B"},
			{ID: "told", Due: "2026-12-20", State: task.Reported, OwnerName: "C"}, {ID: "asks", Due: "2027-02-20", AskedDue: "2027-03-01", State: task.Doing, OwnerName: "D"},
		},
		Left: []task.Leaving{{Task: task.Task{ID: "left", Owner: "m", OwnerName: "E"}, Why: "moved"}}, Duties: []duty.Duty{{Year: 2026}},
		Asks: []asking{{"m2", "F"}}, Dues: dues.Sum{Month: "2026-11", Unpaid: 3}, Theme: meeting.Quarter{N: 4, Year: 2026, From: "2026-10", To: "2026-12"},
	}
}

func asked() *page.Request {
	return &page.Request{Request: httptest.NewRequest("GET", "/", nil), Words: i18n.For("vi")}
}

// TestTheOrderOfTheHome is that of the design (ux.md 4.2): a legal day that is
// near, who waits for an answer, what is overdue, what is to be prepared.
func TestTheOrderOfTheHome(t *testing.T) {
	lines := []string{"còn một buổi chuyên đề", "Đồng chí D xin thêm", "Đồng chí F đề nghị miễn", "lời nhắc", "Đồng chí E đã chuyển đi", "1 nhiệm vụ cả năm", "1 nhiệm vụ quá hạn", "1 việc đến hạn", "1 văn bản", "3 đồng chí chưa nộp", "1 kết quả chờ", "1 nhiệm vụ đang làm"}
	h := full()
	rows := h.others(asked())
	if len(rows) != len(lines) {
		t.Fatalf("%d lines, want %d: %v", len(rows), len(lines), rows)
	}
	for i, want := range lines {
		if !strings.Contains(strings.ReplaceAll(rows[i].Title, "\u00a0", " "), want) {
			t.Errorf("line %d is %q, want %q", i+1, rows[i].Title, want)
		}
	}
	h.Theme.To, h.Theme.From = "2027-01", "2026-11" // months left: it is prepared, not owed at once
	if rows = h.others(asked()); !strings.Contains(rows[0].Title, "Đồng chí D xin thêm") || !strings.Contains(rows[9].Title, "chuyên đề") {
		t.Errorf("a quarter with months left: %q first, %q tenth", rows[0].Title, rows[9].Title)
	}
	for _, post := range []access.Post{access.Committee, access.Scribe} { // the lead's lines are the lead's
		h.Post.Post = post
		if rows = h.others(asked()); len(rows) != 2 {
			t.Errorf("%s: %v", post, rows)
		}
	}
}

// TestFiveLinesAndTheRestATapAway: of twelve lines five stand on the home, with
// the way to all of them; up to five need no way.
func TestFiveLinesAndTheRestATapAway(t *testing.T) {
	drawn := func(h cellHome) string {
		var b strings.Builder
		r := asked()
		if err := cellPage(r, h).Render(i18n.With(r.Context(), r.Words), &b); err != nil {
			t.Fatal(err)
		}
		return b.String()
	}
	h := full()
	body := drawn(h)
	if n := strings.Count(body, `class="row"`); n != 5 || !strings.Contains(body, "Xem tất cả (12)") || !strings.Contains(body, "Việc khác (12)") {
		t.Errorf("%d lines at first", n)
	}
	if strings.Count(body, "chinh") != 1 {
		t.Error("not one next step")
	}
	h.All = true
	if body = drawn(h); strings.Count(body, `class="row"`) != 12 || strings.Contains(body, "Xem tất cả") {
		t.Error("all lines were asked for")
	}
	h = full()
	h.Open, h.Left, h.Duties, h.Asks = nil, nil, nil, nil
	if body = drawn(h); strings.Count(body, `class="row"`) != 4 || strings.Contains(body, "Xem tất cả") {
		t.Error("four lines need no way to the rest")
	}
}

// TestNothingToDo: announced, the day still to come and no line below: the card
// says so with the day of the next meeting.
func TestNothingToDo(t *testing.T) {
	h := full()
	h.Now = &meeting.Meeting{Period: "2026-12", Kind: meeting.Regular, N: 1, State: meeting.Announced, StartsAt: 1_765_000_000_000 + 365*86_400_000, Day: "2026-12-06"}
	n := h.next(asked(), true)
	if !strings.HasPrefix(n.Ready, "Hiện không có việc nào cần làm ngay. Buổi sinh hoạt tới: ") || n.Action.Text != "Xem buổi sinh hoạt" {
		t.Errorf("nothing to do: %+v", n)
	}
	if n = h.next(asked(), false); n.Action.Text != "Vào phòng sinh hoạt" {
		t.Errorf("with other lines: %+v", n)
	}
}

// TestTheCardNamesAStepOneMayTake: for every state of a meeting and every set of
// rights the card leads to the step, or to the meeting where somebody else takes it.
func TestTheCardNamesAStepOneMayTake(t *testing.T) {
	for _, post := range []struct {
		name string
		may  map[access.Action]bool
	}{
		{"committee", map[access.Action]bool{access.MeetingPrepare: true}},
		{"scribe", map[access.Action]bool{access.MeetingRun: true}},
		{"secretary", map[access.Action]bool{access.MeetingPrepare: true, access.MeetingRun: true, access.MinutesSeal: true}},
	} {
		for _, state := range append([]string{""}, meeting.States...) {
			h := full()
			h.May = post.may
			need := access.MeetingPrepare
			if state != "" {
				h.Now = &meeting.Meeting{Period: "2026-12", Kind: meeting.Regular, N: 1, State: state, StartsAt: 1_796_000_000_000, Day: store.Day(1_796_000_000_000)}
				need = steps[state].by
			}
			n := h.next(asked(), false)
			looks := n.Action.Href == "/chi-bo/to-3/sinh-hoat/2026-12" || n.Action.Href == "/chi-bo/to-3/sinh-hoat"
			if want := !post.may[need]; looks != want {
				t.Errorf("%s, %q: %s", post.name, state, n.Action.Href)
			}
			if strings.Contains(n.Ready+n.Title, "⟦") || n.Ready == "" {
				t.Errorf("%s, %q: %q", post.name, state, n.Ready)
			}
		}
	}
}
