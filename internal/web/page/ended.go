package page

import (
	"net/http"

	"chibo/internal/fault"
	"chibo/internal/store"
	"chibo/internal/vi"
)

// longAgo is how many days back an ended post still explains a form refused.
const longAgo = 60

// tooLate is the sentence for a form that came too late: the viewer held a post
// here when the page was opened and holds it no more. It tells him only of his
// own post; "" where there is none, and the refusal stays the usual one.
func (r *Request) tooLate(err error) string {
	if r.Method != http.MethodPost || !r.Signed() || fault.KindOf(err) != fault.NotFound {
		return ""
	}
	slug := r.PathValue("cb")
	if slug == "" {
		slug = r.PathValue("cu")
	}
	var post, org, day string
	if err := r.Read(func(rd *store.Reader) error {
		return rd.Get([]any{&post, &org, &day}, `
			select h.post, e.name, h.to_day from post_holding h cross join org_edge e cross join org o
			where h.tenant = $1 and h.person = $2 and h.to_day is not null and h.to_day <= $3 and h.to_day >= $4
				and e.tenant = h.tenant and e.org = h.org and e.valid_from <= $3 and (e.valid_to is null or e.valid_to > $3)
				and o.tenant = h.tenant and o.id = h.org and ($5 = '' or o.slug = $5)
				and not exists (select 1 from post_holding n where n.tenant = h.tenant and n.person = h.person and n.post = h.post and n.org = h.org and n.from_day <= $3 and (n.to_day is null or n.to_day > $3))
			order by h.to_day desc, h.id desc limit 1`, r.Viewer.Person, rd.Today(), vi.AddDays(rd.Today(), -longAgo), slug)
	}); err != nil {
		return ""
	}
	return r.T("error.e28", "post", r.T("post."+post), "org", org, "date", vi.ShowDay(day))
}
