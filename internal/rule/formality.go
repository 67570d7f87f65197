package rule

import (
	"go.yaml.in/yaml/v3"

	"chibo/internal/vi"
)

// Formality says from when a meeting looks as if it had been held on paper only.
// Each of its signs is a question to the cell, never a judgement.
type Formality struct {
	Ref            `yaml:"-"`
	CopiedPercent  int      `yaml:"copied_percent"`  // of the words that stood elsewhere already
	LeastWords     int      `yaml:"least_words"`     // a text's own words, below which nothing is said of it
	Months         int      `yaml:"months"`          // how far back other cells' texts are looked through
	CommonPercent  int      `yaml:"common_percent"`  // of the cells: phrasing so many share is nobody's
	CommonCells    int      `yaml:"common_cells"`    // and at least so many
	HurriedMinutes int      `yaml:"hurried_minutes"` // a whole meeting in so many or fewer
	SilentPresent  int      `yaml:"silent_present"`  // from so many present
	SilentSpeakers int      `yaml:"silent_speakers"` // at most so many spoke, the chair apart
	WaitsDays      int      `yaml:"waits_days"`      // before the committee above is told
	Phrases        []string `yaml:"phrases"`         // everybody's phrasing
}

// Formality gives the rule of that day.
func (b *Book) Formality(day string) Formality {
	f, ref := answer[Formality](b, "formality.watch", day, Scope{})
	f.Ref = ref
	return f
}

// Copied tells whether so many words out of those counted are a copy.
func (f Formality) Copied(copied, words int) bool {
	return words >= f.LeastWords && copied*100 >= f.CopiedPercent*words
}

// Hurried tells of a meeting's length in minutes.
func (f Formality) Hurried(minutes int) bool { return minutes <= f.HurriedMinutes }

// Silent tells of how many were present and how many of them, the chair apart, spoke.
func (f Formality) Silent(present, speakers int) bool {
	return present >= f.SilentPresent && speakers <= f.SilentSpeakers
}

// Common is in how many other cells a phrasing stands that is nobody's own, out of
// so many cells.
func (f Formality) Common(cells int) int {
	return max(f.CommonCells, (cells*f.CommonPercent+99)/100)
}

// Told is the day on which the committee above learns of what was found on a day.
func (f Formality) Told(found string) string { return vi.AddDays(found, f.WaitsDays) }

func (f *Formality) check() error {
	switch {
	case f.CopiedPercent < 1 || f.CopiedPercent > 100 || f.CommonPercent < 1 || f.CommonPercent > 100:
		return bad("copied_percent và common_percent từ 1 đến 100", "copied_percent and common_percent from 1 to 100")
	case f.LeastWords < 1 || f.Months < 1 || f.CommonCells < 2 || f.SilentPresent < 2:
		return bad("least_words và months từ 1; common_cells và silent_present từ 2", "least_words and months from 1, common_cells and silent_present from 2")
	case f.HurriedMinutes < 0 || f.SilentSpeakers < 0 || f.WaitsDays < 0:
		return bad("hurried_minutes, silent_speakers và waits_days không âm", "hurried_minutes, silent_speakers and waits_days not below 0")
	}
	return nil
}

func (f *Formality) try(in *yaml.Node) (any, error) {
	q := struct {
		Copied   int    `yaml:"copied"`
		Words    int    `yaml:"words"`
		Minutes  int    `yaml:"minutes"`
		Present  int    `yaml:"present"`
		Speakers int    `yaml:"speakers"`
		Found    string `yaml:"found"`
	}{Minutes: 90}
	if err := decodeInput(in, &q); err != nil {
		return nil, err
	}
	out := map[string]any{"copied": f.Copied(q.Copied, q.Words), "hurried": f.Hurried(q.Minutes), "silent": f.Silent(q.Present, q.Speakers)}
	if q.Found != "" {
		out["told"] = f.Told(q.Found)
	}
	return out, nil
}
