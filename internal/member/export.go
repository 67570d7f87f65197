package member

import (
	"bytes"

	"chibo/internal/access"
	"chibo/internal/fault"
	"chibo/internal/office/sheet"
	"chibo/internal/org"
	"chibo/internal/rule"
	"chibo/internal/store"
	"chibo/internal/vi"
)

// Many is how many members stand in an export of an organisation.
func Many(rd *store.Reader, id string) (int, error) {
	n := 0
	for after := ""; ; {
		page, next, err := List(rd, Filter{Org: id, After: after, Limit: 1000})
		if err != nil {
			return 0, err
		}
		n += len(page)
		if after = next; next == "" {
			return n, nil
		}
	}
}

// Export writes the roll of an organisation and all below it as of today, with
// the columns that an import reads. format is "xlsx" or "csv". It gives bytes
// and not a stream: a closure writes to nothing outside.
func Export(rd *store.Reader, book *rule.Book, id, format string) (name string, data []byte, err error) {
	if err := org.Must(rd, access.RollImport, id); err != nil {
		return "", nil, err
	}
	o, err := org.Get(rd, id)
	if err != nil {
		return "", nil, err
	}
	kept, err := Fields(rd, book)
	if err != nil {
		return "", nil, err
	}
	var keys, titles []string
	for _, f := range book.Fields(rd.Today()).Fields {
		if f.Key != "identity_number" && f.Key != "ethnicity" && f.Key != "religion" && kept[f.Key] {
			keys, titles = append(keys, f.Key), append(titles, f.TitleVI)
		}
	}
	words := map[string]string{}
	for _, w := range book.Statuses(rd.Today()).Activities {
		words[w.Code] = w.TitleVI
	}
	table := [][]any{}
	for after := ""; ; {
		page, next, err := List(rd, Filter{Org: id, After: after, Limit: 1000})
		if err != nil {
			return "", nil, err
		}
		for _, m := range page {
			line := make([]any, len(keys)+1)
			line[0] = len(table) + 1
			for i, key := range keys {
				line[i+1] = shown(m, key, words)
			}
			table = append(table, line)
		}
		if after = next; next == "" {
			break
		}
	}
	header := append([]string{"STT"}, titles...)
	var out bytes.Buffer
	switch format {
	case "xlsx":
		err = sheet.Write(&out, []sheet.Sheet{{Name: "Danh sách đảng viên", Header: header, Rows: table, Frozen: true}})
	case "csv":
		err = sheet.WriteCSV(&out, header, table)
	default:
		return "", nil, fault.Bad("format", "export_format")
	}
	return "dang-vien-" + o.Slug + "-" + rd.Today() + "." + format, out.Bytes(), err
}

var precisions = map[string]vi.Precision{"full": vi.Full, "month": vi.Month, "year": vi.Year}

func shown(m Member, key string, words map[string]string) string {
	switch key {
	case "full_name":
		return m.FullName
	case "other_name":
		return m.OtherName
	case "sex":
		return map[string]string{"male": "Nam", "female": "Nữ"}[m.Sex]
	case "birth_date":
		if m.Birth == "" {
			return ""
		}
		return vi.ShowDayAt(m.Birth, precisions[m.BirthPrecision])
	case "card_number":
		return m.Card
	case "card_issuer":
		return m.CardIssuer
	case "card_date":
		return vi.ShowDay(m.CardDay)
	case "old_card_number":
		return m.OldCard
	case "organisation":
		return m.OrgName
	case "home_place":
		return m.Home
	case "phone":
		return m.Phone
	case "admission_date":
		return vi.ShowDay(m.AdmittedOn)
	case "official_date":
		return vi.ShowDay(m.OfficialOn)
	case "activity":
		return words[m.Activity]
	case "activity_from":
		if m.Activity == "active" {
			return ""
		}
		return vi.ShowDay(m.Since)
	case "note":
		return m.Note
	}
	return ""
}
