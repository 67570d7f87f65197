package rules

import (
	"net/http"
	"path"
	"strings"

	"chibo/internal/access"
	"chibo/internal/fault"
	"chibo/internal/office/sheet"
	"chibo/internal/regulation"
	"chibo/internal/web/page"
)

// File is a rule as a file to change and bring back: GET /cap-uy/{cu}/quy-dinh/xem/{qd}/tai/{tep}; a scoring table
// comes as a sheet too.
func File(w http.ResponseWriter, r *page.Request) error {
	_, x, _, err := found(r, access.RuleView)
	if err != nil {
		return err
	}
	var data []byte
	kind := "application/yaml"
	ext := strings.TrimPrefix(path.Ext(r.PathValue("tep")), ".")
	switch ext {
	case "yaml":
		data, err = x.YAML()
	case "xlsx":
		table, is := r.Book.TableByRef(x.Ref.String())
		if !is {
			return fault.Missing()
		}
		kind = sheet.Type
		data, err = regulation.WriteTable(table)
	default:
		return fault.Missing()
	}
	if err != nil {
		return err
	}
	return page.Save(w, kind, x.ID+"."+ext, data)
}
