package account

import (
	"context"
	"net/http"

	"chibo/internal/fault"
	"chibo/internal/session"
	"chibo/internal/web/link"
	"chibo/internal/web/page"
	"chibo/internal/web/ui"
)

// Founding is what the first page of a new server asks.
type Founding struct {
	Code        string // of the one-time link
	Tenant      int64  // province code × 100000 + serial
	Committee   string
	Place       string
	ConsentNo   string // the Party's written consent to use this product
	ConsentDay  string
	ConsentText string
	Officer     string
	SignIn      string
	Device      string
}

// Founder founds the committee: the hall's, because it needs several rooms.
type Founder func(ctx context.Context, in Founding) (session.Started, error)

// SetupPage is the one-time page of a new server.
func SetupPage(found Founder) page.Handler {
	return func(w http.ResponseWriter, r *page.Request) error {
		if found == nil {
			return fault.Missing()
		}
		if err := session.CheckSetup(r.Context(), r.DB, r.PathValue("ma")); err != nil {
			return fault.Missing()
		}
		return setupPage(w, r, http.StatusOK)
	}
}

func setupPage(w http.ResponseWriter, r *page.Request, status int) error {
	return r.Page(w, status, door(r, "account.setup.title", "", &ui.Action{Text: r.T("account.setup.button"), Form: "f"}), setupForm(r))
}

// Setup founds the committee and signs the first officer in.
func Setup(found Founder) page.Handler {
	return func(w http.ResponseWriter, r *page.Request) error {
		if found == nil {
			return fault.Missing()
		}
		var wrong fault.Fields
		in := Founding{
			Code: r.PathValue("ma"), Tenant: int64(r.Number("number", &wrong)),
			Committee: r.Need("committee", &wrong), Place: r.Need("place", &wrong),
			ConsentNo: r.Need("consent_no", &wrong), ConsentDay: r.NeedDay("consent_day", &wrong), ConsentText: r.Long("consent_text"),
			Officer: r.Need("officer", &wrong), SignIn: r.Text("sign_in"), Device: deviceOf(r),
		}
		if in.Tenant < 100_000 || in.Tenant >= 10_000_000 {
			wrong.Add("number", "tenant_number")
		}
		if in.SignIn == "" {
			in.SignIn = session.NameFor(in.Officer)
		}
		err := wrong.Err()
		var s session.Started
		if err == nil {
			s, err = found(r.Context(), in)
		}
		if fault.Is(err, session.CodeDead) {
			return fault.Missing()
		}
		if err != nil {
			return r.Again(w, err, func(status int) error { return setupPage(w, r, status) })
		}
		r.SignIn(w, s)
		return r.See(w, link.Home)
	}
}
