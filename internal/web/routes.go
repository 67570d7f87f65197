package web

import (
	"chibo/internal/access"
	"chibo/internal/web/account"
	"chibo/internal/web/home"
	"chibo/internal/web/page"
)

// Routes is the whole route table: method, address, action, handler. A page not
// named here does not exist; an action not in the policy stops the start. The
// action asks whether the viewer may do this anywhere at all, the room then
// asks for the organisation at hand.
func Routes(o Options) []page.Route {
	return []page.Route{
		get("/", access.Anyone, home.Show),
		get("/muc-luc", access.SignedIn, home.Contents),
		get("/tro-giup", access.Anyone, home.Help),

		get("/dang-nhap", access.Anyone, account.SignInPage),
		get("/dang-nhap/mat-khau", access.Anyone, account.PasswordPage),
		post("/dang-nhap/mat-khau", access.Anyone, account.SignIn),
		get("/kich-hoat", access.Anyone, account.CodePage),
		post("/kich-hoat", access.Anyone, account.EnterCode),
		get("/kich-hoat/{ma}", access.Anyone, account.ActivatePage),
		post("/kich-hoat/{ma}", access.Anyone, account.Activate),
		get("/phuc-hoi", access.Anyone, account.RecoverPage),
		get("/thiet-lap/{ma}", access.Anyone, account.SetupPage(o.Founder)),
		post("/thiet-lap/{ma}", access.Anyone, account.Setup(o.Founder)),
		post("/thoat", access.SignedIn, account.SignOut),
		post("/thoat/tat-ca", access.SignedIn, account.SignOutEverywhere),
		get("/may", access.SignedIn, account.Devices),
		post("/may/moi", access.SignedIn, account.NewDevice),
		get("/may/mat-khau", access.SignedIn, account.OwnPasswordPage),
		post("/may/mat-khau", access.SignedIn, account.SetPassword),
		post("/may/{id}/thoat", access.SignedIn, account.EndDevice),
		get("/ngon-ngu", access.Anyone, account.LanguagePage),
		post("/ngon-ngu", access.Anyone, account.SetLanguage),
		post("/co-chu", access.Anyone, account.SetTextSize),
		get("/cap-ma/{id}", access.Enrol, account.EnrolPage),
		post("/cap-ma/{id}", access.Enrol, account.Enrol),
	}
}

func get(pattern string, action access.Action, h page.Handler) page.Route {
	return page.Route{Method: "GET", Pattern: pattern, Action: action, Handler: h}
}

func post(pattern string, action access.Action, h page.Handler) page.Route {
	return page.Route{Method: "POST", Pattern: pattern, Action: action, Handler: h}
}
