package paper

import "strings"

// Topic is what a thematic meeting is held on. What nobody wrote down is left
// out, but for the question, which the guidance asks for.
type Topic struct{ Subject, Question, Author, Approved string }

// Lines are its sentences, in the order of the form.
func (t Topic) Lines() []string {
	var out []string
	for _, pair := range t.pairs() {
		out = append(out, pair[0]+" "+sentence(pair[1]))
	}
	return out
}

// pairs are label and fact.
func (t Topic) pairs() (out [][2]string) {
	for _, x := range [][2]string{{"Chuyên đề:", t.Subject}, {"Việc cần giải quyết:", t.Question}, {"Đồng chí viết bài:", t.Author}, {"Chi ủy duyệt bài ngày:", t.Approved}} {
		if fact := strings.TrimRight(strings.TrimSpace(x[1]), ". "); fact != "" {
			out = append(out, [2]string{x[0], strings.Join(lines(fact), "; ")})
		}
	}
	return out
}
