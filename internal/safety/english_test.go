package safety

import (
	"io/fs"
	"net/http"
	"regexp"
	"slices"
	"strings"
	"testing"

	"go.yaml.in/yaml/v3"
	"golang.org/x/net/html"

	"chibo/internal/access"
	"chibo/internal/i18n"
	"chibo/internal/web"
	"chibo/rules"
)

// TestEveryPageSpeaksEnglish opens every page in English, as those who may open
// it: no sentence of the Vietnamese catalogue stands on it, and no key without
// words. What people wrote, and the Party's papers, stay Vietnamese.
func TestEveryPageSpeaksEnglish(t *testing.T) {
	s := serve(t)
	if _, err := s.db.Raw().Exec(`update account set lang = 'en'`); err != nil {
		t.Fatal(err)
	}
	said, shown, known := &sentences{like: vietnameseSentences(), of: map[string][]string{}}, 0, s.wrote(t)
	for _, rt := range web.Routes(web.Options{}) {
		if rt.Method != http.MethodGet {
			continue
		}
		pages := map[string]bool{}
		for _, post := range []access.Post{"nobody", access.Member, access.Secretary, access.Scribe, access.Officer, access.WardSecretary, access.InCharge, access.Administrator, access.ProvinceOfficer} {
			for _, in := range circles(rt.Pattern) {
				p := s.own
				p.circle = in
				for _, path := range s.fill(t, rt.Pattern, p) {
					a := s.send(s.guest(post), rt.Method, path, nil)
					if a.status != http.StatusOK || !strings.HasPrefix(a.header.Get("Content-Type"), "text/html") || pages[a.body] {
						continue
					}
					pages[a.body] = true
					shown++
					vietnamese(t, rt.Pattern+" for "+string(post), a.body, said)
					known.unmarked(t, rt.Pattern+" for "+string(post), a.body)
				}
			}
		}
	}
	if shown < 300 {
		t.Errorf("only %d pages were seen", shown)
	}
}

// vietnameseSentences are the words of the catalogue that English says otherwise,
// as patterns of a whole text: three words at least, for shorter ones may be names.
func vietnameseSentences() map[string]*regexp.Regexp {
	out := map[string]*regexp.Regexp{}
	vi, en := i18n.For("vi"), i18n.For("en")
	hole := regexp.MustCompile(`\\\{\w+\\\}`)
	for _, key := range vi.Keys() {
		text := vi.T(key)
		if en.T(key) == text || len(strings.Fields(regexp.MustCompile(`\{\w+\}`).ReplaceAllString(text, ""))) < 3 || strings.HasPrefix(key, "layout.language.") {
			continue
		}
		out[key] = regexp.MustCompile(`^` + hole.ReplaceAllString(regexp.QuoteMeta(plainText(text)), `[^·:.]+`) + `$`)
	}
	ruleSentences(out, []string{"agenda.yaml", "study.yaml", "document.yaml", "committee.yaml", "handbook.yaml"})
	return out
}

func plainText(s string) string {
	return strings.Join(strings.Fields(strings.NewReplacer("\u00a0", " ", "\u2060", "").Replace(s)), " ")
}

// vietnamese reports sentences of the catalogue in a page, outside what says that
// it is Vietnamese.
func vietnamese(t *testing.T, what, body string, said *sentences) {
	t.Helper()
	doc, err := html.Parse(strings.NewReader(body))
	if err != nil {
		t.Fatal(err)
	}
	var texts []string
	var read func(n *html.Node)
	read = func(n *html.Node) {
		for _, a := range n.Attr {
			if a.Key == "lang" && a.Val == "vi" {
				return
			}
			if slices.Contains([]string{"aria-label", "alt", "placeholder"}, a.Key) {
				texts = append(texts, plainText(a.Val))
			}
		}
		if n.Type == html.TextNode && (n.Parent == nil || n.Parent.Data != "script") {
			texts = append(texts, plainText(n.Data))
		}
		for c := range n.ChildNodes() {
			read(c)
		}
	}
	read(doc)
	for _, text := range texts {
		if rule := said.like["rule "+text]; rule != nil {
			t.Errorf("%s shows a rule in Vietnamese: %s", what, text)
		}
		if strings.Contains(text, "⟦") {
			t.Errorf("%s: no words for %s", what, text)
		}
		if !strings.ContainsAny(text, "ăâđêôơưạảãàáấầẩẫậắằẳẵặẹẻẽèéếềểễệịỉĩìíọỏõòóốồổỗộớờởỡợụủũùúứừửữựỳýỵỷỹ") {
			continue
		}
		for _, key := range said.in(text) {
			t.Errorf("%s says %s in Vietnamese: %s", what, key, text)
		}
	}
}

// sentences are patterns of the catalogue, and what each text met so far fitted: the
// same words stand on many pages.
type sentences struct {
	like map[string]*regexp.Regexp
	of   map[string][]string
}

func (s *sentences) in(text string) []string {
	keys, known := s.of[text]
	if !known {
		for key, like := range s.like {
			if like.MatchString(text) {
				keys = append(keys, key)
			}
		}
		s.of[text] = keys
	}
	return keys
}

// ruleSentences adds the words of rules, but for some files: what a meeting takes
// over as its own, such as the lines of an agenda, is looked at by peoplesWords.
func ruleSentences(out map[string]*regexp.Regexp, without []string) {
	names, _ := fs.Glob(rules.FS, "*.yaml")
	for _, name := range names {
		if slices.Contains(without, name) {
			continue
		}
		data, err := fs.ReadFile(rules.FS, name)
		if err != nil {
			panic(err)
		}
		var tree yaml.Node
		if err := yaml.Unmarshal(data, &tree); err != nil {
			panic(err)
		}
		var walk func(n *yaml.Node)
		walk = func(n *yaml.Node) {
			for i, c := range n.Content {
				if n.Kind == yaml.MappingNode && i%2 == 0 && n.Content[i+1].Value != "" && (c.Value == "vi" || c.Value == "title" || strings.HasSuffix(c.Value, "_vi")) {
					out["rule "+plainText(n.Content[i+1].Value)] = regexp.MustCompile(`^\z.`)
				}
				walk(c)
			}
		}
		walk(&tree)
	}
}
