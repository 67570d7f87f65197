package account_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"chibo/internal/session"
	"chibo/internal/store"
	"chibo/internal/web"
	"chibo/internal/web/link"
	"chibo/internal/web/webtest"
)

const phrase = "con trâu đen uống nước suối"

// TestWhoHasAPasswordTypesItForAPost: nothing is done before, nothing typed is
// lost, and for five minutes nobody is asked twice.
func TestWhoHasAPasswordTypesItForAPost(t *testing.T) {
	s := webtest.New(t)
	officer, posts := s.Cast.Officer, link.Posts(s.Ward)
	if err := session.SetPassword(t.Context(), s.DB.DB, s.DB.As(officer), "", phrase); err != nil {
		t.Fatal(err)
	}
	form := []string{"org", s.Cast.Cell, "person", s.Cast.Mai.Person, "post", "dues", "from", "03/12/2026", "decision", "Quyết định số 12"}
	held := func() (n int64) {
		s.DB.Read(t, store.System, func(rd *store.Reader) (err error) {
			n, err = rd.Int(`select count(*) from post_holding where tenant = $1 and person = $2 and post = 'dues'`, s.Cast.Mai.Person)
			return err
		})
		return n
	}
	code, _, body := s.Post(officer, posts, form...)
	if code != http.StatusForbidden || !strings.Contains(webtest.Text(body), "Cần mật khẩu để xác nhận đúng là đồng chí") || held() != 0 {
		t.Fatalf("asked first: %d, %d posts: %s", code, held(), webtest.Text(body))
	}
	s.Owes(posts, body)
	if webtest.Field(body, "decision") != "Quyết định số 12" || webtest.Field(body, "person") != s.Cast.Mai.Person || webtest.Field(body, "key") == "" {
		t.Error("what was typed does not go along")
	}
	body = s.Refuse(officer, posts, http.StatusUnprocessableEntity, "Mật khẩu chưa đúng", append(form, "prove", "không phải")...)
	if webtest.Field(body, "decision") != "Quyết định số 12" || strings.Contains(body, "không phải") || held() != 0 {
		t.Errorf("after a wrong password: %d posts, %s", held(), body)
	}
	s.Must(officer, posts, append(form, "prove", phrase)...)
	if held() != 1 {
		t.Errorf("%d posts", held())
	}
	if code, _ := s.Get(officer, link.ExportAll(s.Ward)); code != http.StatusOK {
		t.Errorf("asked again within five minutes: %d", code)
	}
	s.DB.Clock.Set(s.DB.Clock.Now().Add(6 * time.Minute))
	code, to, _ := s.Serve(officer, request(t, http.MethodGet, link.ExportAll(s.Ward)))
	if code != http.StatusSeeOther || to != link.ProveAgain+"?ve="+url.QueryEscape(link.ExportAll(s.Ward)) {
		t.Fatalf("a download after five minutes: %d to %s", code, to)
	}
	body = s.See(officer, to)
	if back := s.Must(officer, link.ProveAgain, "ve", webtest.Field(body, "ve"), "prove", phrase); back != link.ExportAll(s.Ward) {
		t.Errorf("led to %s", back)
	}
	if code, _ := s.Get(officer, link.ExportAll(s.Ward)); code != http.StatusOK {
		t.Errorf("the download: %d", code)
	}
	if back := s.Must(officer, link.ProveAgain, "ve", "//evil.example", "prove", phrase); back != link.Home {
		t.Errorf("led away to %s", back)
	}
}

// TestWhoHasNoPasswordIsNotHeldUp: the taps of a secretary stay as they are.
func TestWhoHasNoPasswordIsNotHeldUp(t *testing.T) {
	s := webtest.New(t)
	s.Must(s.Cast.Officer, link.Posts(s.Ward), "org", s.Cast.Cell, "person", s.Cast.Mai.Person, "post", "dues", "from", "03/12/2026")
	if code, _ := s.Get(s.Cast.Officer, link.ExportAll(s.Ward)); code != http.StatusOK {
		t.Errorf("the download: %d", code)
	}
	if code, to, _ := s.Serve(s.Cast.Officer, request(t, http.MethodGet, link.ProveAgain+"?ve=/toi")); code != http.StatusSeeOther || to != link.Me {
		t.Errorf("nothing to prove: %d to %s", code, to)
	}
}

// TestWhoEndsOtherDevicesProvesHimself: a device left lying about does not throw its owner
// out of the others; to leave oneself nothing is asked.
func TestWhoEndsOtherDevicesProvesHimself(t *testing.T) {
	s := webtest.New(t)
	who := s.Cast.Officer
	other := func() (id string) {
		s.DB.Write(t, store.System, func(tx *store.Tx) error {
			begun, err := session.Begin(tx, who, "android")
			id = begun.ID
			return err
		})
		return id
	}
	live := func(id string) (n int64) {
		s.DB.Read(t, store.System, func(rd *store.Reader) (err error) {
			n, err = rd.Int(`select count(*) from session where tenant = $1 and id = $2 and revoked_at is null`, id)
			return err
		})
		return n
	}
	if err := session.SetPassword(t.Context(), s.DB.DB, s.DB.As(who), "", phrase); err != nil {
		t.Fatal(err)
	}
	for _, path := range []func(string) string{link.EndDevice, func(string) string { return link.SignOutAll }} {
		id := other()
		code, _, body := s.Post(who, path(id))
		if code != http.StatusForbidden || !strings.Contains(webtest.Text(body), "Cần mật khẩu để xác nhận đúng là đồng chí") || live(id) != 1 {
			t.Errorf("%s: %d, %d live", path(id), code, live(id))
		}
		s.Must(who, path(id), "prove", phrase)
		if live(id) != 0 {
			t.Errorf("%s: still signed in", path(id))
		}
		s.DB.Clock.Set(s.DB.Clock.Now().Add(6 * time.Minute))
	}
	var own string
	s.DB.Read(t, store.System, func(rd *store.Reader) error {
		all, err := rd.Strings(`select id from session where tenant = $1 and person = $2 and revoked_at is null and kind = 'device'`, who)
		if err == nil && len(all) > 0 {
			own = all[0]
		}
		return err
	})
	if code, to, _ := s.Post(who, link.EndDevice(own)); code != http.StatusSeeOther || to != link.SignIn || live(own) != 0 {
		t.Errorf("to leave oneself: %d to %s, %d live", code, to, live(own))
	}
}

// TestTheLastDayIsReadBefore: on the page one opens on, a month ahead and not earlier.
func TestTheLastDayIsReadBefore(t *testing.T) {
	s := webtest.New(t)
	hien := s.Cast.Hien.Person
	if _, body := s.Get(hien, link.Contents); strings.Contains(webtest.Text(body), "Máy này vào được đến") {
		t.Error("told on the first day")
	}
	for range 4 { // used now and then
		s.DB.Clock.Set(s.DB.Clock.Now().AddDate(0, 0, 85))
		s.Get(hien, link.Contents)
	}
	for _, path := range []string{link.Contents, link.Me} {
		_, body := s.Get(hien, path)
		if text := webtest.Text(body); !strings.Contains(text, "Máy này vào được đến 3 giờ sáng ngày") {
			t.Errorf("%s does not tell the last day: %s", path, text)
		}
	}
}

// TestWhatCannotBeTakenBackAsksForProof: the list is short and none is forgotten.
func TestWhatCannotBeTakenBackAsksForProof(t *testing.T) {
	got := map[string]bool{}
	for _, r := range web.Routes(web.Options{}) {
		if r.Prove {
			got[r.Method+" "+r.Pattern] = true
		}
	}
	want := []string{"POST /cap-uy/{cu}/cai-dat", "POST /cap-uy/{cu}/chuc-vu", "POST /cap-uy/{cu}/chuc-vu/{id}/thoi", "GET /cap-uy/{cu}/dang-vien/tai", "GET /chi-bo/{cb}/dang-vien/tai",
		"POST /thoat/tat-ca",                                                        // ends one's other devices; a single one asks in its handler
		"POST /cap-uy/{cu}/rieng-tu/quyet-dinh/{id}",                                // restricts, opens and erases a person's data
		"POST /cap-uy/{cu}/xac-nhan-diem/{cb}/{ky}",                                 // the committee's own decision on a score
		"POST /cap-uy/{cu}/xac-nhan-diem",                                           // several of them
		"POST /cap-uy/{cu}/so-lieu/dong-y",                                          // lets counts go up by the server
		"POST /toan-tinh/{cu}/xa-phuong/moi", "POST /toan-tinh/{cu}/xa-phuong/{so}", // whose key is believed
		"POST /giay-to/{id}/dinh-chinh/xac-nhan", "POST /giay-to/{id}/dinh-chinh/niem-phong"}
	for _, at := range []string{"/chi-bo/{cb}/sinh-hoat/{ky}", "/cap-uy/{cu}/hop/{ky}"} {
		want = append(want, "POST "+at+"/xac-nhan", "POST "+at+"/niem-phong")
	}
	for _, w := range want {
		if !got[w] {
			t.Errorf("%s asks for no proof", w)
		}
		delete(got, w)
	}
	for g := range got {
		t.Errorf("%s asks for proof: name it here with the others", g)
	}
}

func request(t *testing.T, method, path string) *http.Request {
	t.Helper()
	r, err := http.NewRequestWithContext(t.Context(), method, path, nil)
	if err != nil {
		t.Fatal(err)
	}
	return r
}
