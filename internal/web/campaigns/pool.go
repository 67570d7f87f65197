package campaigns

import (
	"strings"

	"chibo/internal/campaign"
	"chibo/internal/store"
	"chibo/internal/web/page"
)

// Suggested says which topics the numbers of the last three months speak for, each with
// its number; "" where none does.
func Suggested(rd *store.Reader, r *page.Request, org string) (string, error) {
	all, err := campaign.Pool(rd, r.Book, org)
	if err != nil || len(all) == 0 {
		return "", err
	}
	topics := map[string]string{}
	for _, t := range r.Book.Concerns(rd.Today()).Topics {
		topics[t.Key] = r.Either(t.VI, t.EN)
	}
	var parts []string
	for _, s := range all {
		switch s.From {
		case campaign.FromConcerns:
			parts = append(parts, r.T("campaign.pool.concerns", "count", s.N, "topic", topics[s.Key]))
		case campaign.FromTasks:
			parts = append(parts, r.T("campaign.pool.tasks", "count", s.N))
		default:
			parts = append(parts, r.T("campaign.pool.findings", "count", s.N, "sign", r.T("campaign.sign."+s.Key)))
		}
	}
	return r.T("campaign.pool", "list", strings.Join(parts, "; ")), nil
}
