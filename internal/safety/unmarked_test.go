package safety

import (
	"regexp"
	"slices"
	"strings"
	"testing"

	"golang.org/x/net/html"

	"chibo/internal/i18n"
)

// peoplesWords is what may stand in Vietnamese on an English page without saying
// so: what people wrote or are called, as it lies in the database, and the words
// that English itself borrows ("chi bộ", the number of a regulation). A rule's own
// words are not people's, though a meeting took them over.
type peoplesWords struct {
	names *strings.Replacer // whoever and whatever has a name, taken out of a sentence
	all   string
	rules map[string]*regexp.Regexp
	seen  map[string]bool // texts asked before
}

// wrote reads every text of the database.
func (s *server) wrote(t *testing.T) *peoplesWords {
	t.Helper()
	rule := map[string]*regexp.Regexp{}
	ruleSentences(rule, nil)
	var all strings.Builder
	for _, table := range texts(t, s, `select name from sqlite_master where type = 'table' and name not like 'sqlite%'`) {
		for _, column := range texts(t, s, `select name from pragma_table_info('`+table+`')`) {
			for _, text := range texts(t, s, `select distinct `+column+` from `+table+` where typeof(`+column+`) in ('text', 'blob')`) {
				if text = plainText(text); rule["rule "+text] == nil && (table == "import_row" || !strings.HasPrefix(text, "{") && !strings.HasPrefix(text, "[")) {
					all.WriteString(strings.ToLower(text) + "\n")
				}
			}
		}
	}
	en := i18n.For("en")
	for _, key := range en.Keys() {
		all.WriteString(strings.ToLower(plainText(en.T(key))) + "\n")
	}
	names := []string{"người mới", "hồ chí minh"} // of the list that this walk takes in; of whom every rule of study speaks
	for _, name := range texts(t, s, `select full_name from person union select name from org_edge union select full_name from guest union select language from interpreter`) {
		name = strings.ToLower(plainText(name))
		names = append(names, name, strings.TrimPrefix(strings.TrimPrefix(name, "đảng bộ "), "chi bộ "))
	}
	slices.SortFunc(names, func(a, b string) int { return len(b) - len(a) })
	var pairs []string
	for _, name := range names {
		pairs = append(pairs, name, "·")
	}
	return &peoplesWords{rules: rule, names: strings.NewReplacer(pairs...), all: all.String(), seen: map[string]bool{}}
}

func texts(t *testing.T, s *server, query string) (out []string) {
	t.Helper()
	rows, err := s.db.Raw().Query(query)
	if err != nil {
		t.Fatal(query, err)
	}
	defer func() { _ = rows.Close() }()
	for rows.Next() {
		var text string
		if err := rows.Scan(&text); err != nil {
			t.Fatal(query, err)
		}
		out = append(out, text)
	}
	if err := rows.Err(); err != nil {
		t.Fatal(query, err)
	}
	return out
}

const marks = "ăâđêôơưạảãàáấầẩẫậắằẳẵặẹẻẽèéếềểễệịỉĩìíọỏõòóốồổỗộớờởỡợụủũùúứừửữựỳýỵỷỹ"

var (
	// number is the number of a regulation: 42-HD/BTCTW.
	number = regexp.MustCompile(`(?i)(regulation|guide|quy định|hướng dẫn|chỉ thị|nghị định|luật|nghị quyết|kết luận|quyết định) (số )?\d+[-/\pL\d]*`)
	dated  = regexp.MustCompile(`^(tháng|ngày|số) \d|^thứ (hai|ba|tư|năm|sáu|bảy)|^chủ nhật`)
	// counted is the number of a line of an agenda before its title.
	counted = regexp.MustCompile(`^\d+(\.\d+)*[.:)]? `)
	joint   = regexp.MustCompile(`[·:;,.()“”"/\n]| – |\s-\s`)
)

// unmarked reports visible Vietnamese that is neither marked as such nor data.
func (w *peoplesWords) unmarked(t *testing.T, what, body string) {
	t.Helper()
	doc, err := html.Parse(strings.NewReader(body))
	if err != nil {
		t.Fatal(err)
	}
	var read func(n *html.Node)
	read = func(n *html.Node) {
		for _, a := range n.Attr {
			if a.Key == "lang" && a.Val == "vi" {
				return
			}
		}
		if n.Type == html.TextNode && (n.Parent == nil || n.Parent.Data != "script" && n.Parent.Data != "textarea") { // a field holds what is typed
			w.text(t, what, plainText(n.Data))
		}
		for c := range n.ChildNodes() {
			read(c)
		}
	}
	read(doc)
}

func (w *peoplesWords) text(t *testing.T, what, text string) {
	t.Helper()
	if w.seen[what+text] {
		return
	}
	w.seen[what+text] = true
	if w.rules["rule "+counted.ReplaceAllString(text, "")] != nil {
		t.Errorf("%s: a rule's words, not marked: %q", what, text)
	}
	for _, piece := range joint.Split(number.ReplaceAllString(w.names.Replace(strings.ToLower(text)), "·"), -1) {
		piece = strings.TrimSpace(piece)
		if strings.ContainsAny(piece, marks) && (dated.MatchString(piece) && (dated.MatchString(strings.ToLower(text)) || !strings.Contains(w.all, strings.ToLower(text))) || !strings.Contains(w.all, piece)) {
			t.Errorf("%s: %q in %q", what, piece, text)
		}
	}
}
