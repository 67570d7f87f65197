package rule

import (
	"fmt"
	"strings"

	"go.yaml.in/yaml/v3"
)

// DocType is a kind of paper an organisation may issue.
type DocType struct {
	Code    string `yaml:"code"`
	TitleVI string `yaml:"title_vi"`
}

// DocTypes lists the papers one level may issue.
type DocTypes struct {
	Ref   `yaml:"-"`
	Types []DocType `yaml:"types"`
}

// DocTypes gives the papers a level ("cell") may issue that day.
func (b *Book) DocTypes(day, issuerLevel string) DocTypes {
	d, ref := answer[DocTypes](b, "doc.types", day, Scope{Level: issuerLevel})
	d.Ref = ref
	return d
}

// Type finds a kind of paper by code; false means this level may not issue it that day.
func (d DocTypes) Type(code string) (DocType, bool) {
	for _, t := range d.Types {
		if t.Code == code {
			return t, true
		}
	}
	return DocType{}, false
}

func (d *DocTypes) check() error {
	seen := map[string]bool{}
	for _, t := range d.Types {
		if t.Code == "" || t.TitleVI == "" || seen[t.Code] {
			return bad("loại %q: cần code không trùng và title_vi", "type %q: code (once) and title_vi", t.Code)
		}
		seen[t.Code] = true
	}
	if len(seen) == 0 {
		return bad("thiếu types: các loại", "types are missing")
	}
	return nil
}

func (d *DocTypes) try(in *yaml.Node) (any, error) {
	var q struct {
		Code string `yaml:"code"`
	}
	if err := decodeInput(in, &q); err != nil {
		return nil, err
	}
	_, ok := d.Type(q.Code)
	return map[string]any{"allowed": ok}, nil
}

// Numbering says how a paper's number is written.
type Numbering struct {
	Ref      `yaml:"-"`
	Pad      int               `yaml:"pad"`
	Pattern  string            `yaml:"pattern"`  // with {n}, {type}, {issuer}
	Per      string            `yaml:"per"`      // a series runs through the whole term, or a year
	Symbols  map[string]string `yaml:"symbols"`  // type of paper to its letters
	Issuers  map[string]string `yaml:"issuers"`  // level to its letters
	Congress string            `yaml:"congress"` // issuer's letters of congress papers, a series of their own
}

// Numbering gives the rule of numbers in force that day.
func (b *Book) Numbering(day string) Numbering {
	n, ref := answer[Numbering](b, "doc.numbering", day, Scope{})
	n.Ref = ref
	return n
}

// Format writes a number: Format(5, "resolution", "CB") is "Số 05-NQ/CB". A type without letters, or a number
// below 1, is an error: a paper with a wrong symbol is not sealed.
func (n Numbering) Format(number int, docType, issuer string) (string, error) {
	symbol, ok := n.Symbols[docType]
	if !ok || number < 1 || issuer == "" {
		return "", fmt.Errorf("rule: no number for type %q, number %d, issuer %q", docType, number, issuer)
	}
	return strings.NewReplacer(
		"{n}", fmt.Sprintf("%0*d", n.Pad, number),
		"{type}", symbol,
		"{issuer}", issuer,
	).Replace(n.Pattern), nil
}

func (n *Numbering) check() error {
	if n.Pad < 1 || n.Pad > 6 || len(n.Symbols) == 0 {
		return bad("pad từ 1 đến 6; cần symbols", "pad is 1 to 6, symbols are needed")
	}
	for _, part := range []string{"{n}", "{type}", "{issuer}"} {
		if !strings.Contains(n.Pattern, part) {
			return bad("pattern %q thiếu %s", "pattern %q lacks %s", n.Pattern, part)
		}
	}
	return oneOf("per", n.Per, "term", "year")
}

func (n *Numbering) try(in *yaml.Node) (any, error) {
	var q struct {
		Number int    `yaml:"number"`
		Type   string `yaml:"type"`
		Issuer string `yaml:"issuer"`
	}
	if err := decodeInput(in, &q); err != nil {
		return nil, err
	}
	text, refused := n.Format(q.Number, q.Type, q.Issuer)
	if refused != nil { // the example's answer, not its failure
		return map[string]any{"refused": true}, nil //nolint:nilerr // said as the answer
	}
	return map[string]any{"text": text, "per": n.Per}, nil
}

// Style is how a line of a paper looks; sizes in points.
type Style struct {
	Size      float64 `yaml:"size"`
	Bold      bool    `yaml:"bold"`
	Italic    bool    `yaml:"italic"`
	Caps      bool    `yaml:"caps"`
	Underline bool    `yaml:"underline"`
}

// Layout is the form of a paper.
type Layout struct {
	Ref               `yaml:"-"`
	Paper             string  `yaml:"paper"`
	Top               float64 `yaml:"margin_top_mm"`
	Bottom            float64 `yaml:"margin_bottom_mm"`
	Left              float64 `yaml:"margin_left_mm"`
	Right             float64 `yaml:"margin_right_mm"`
	Font              string  `yaml:"font"`
	Motto             string  `yaml:"motto"` // top right, first line
	MottoStyle        Style   `yaml:"motto_style"`
	PlaceDatePattern  string  `yaml:"place_date"` // with {place}, {day}, {month}, {year}
	PadMonthsTo       int     `yaml:"pad_months_to"`
	PlaceDateStyle    Style   `yaml:"place_date_style"`
	SuperiorStyle     Style   `yaml:"superior_style"`
	IssuerStyle       Style   `yaml:"issuer_style"`
	Star              string  `yaml:"star"` // between issuer and number
	NumberStyle       Style   `yaml:"number_style"`
	TitleStyle        Style   `yaml:"title_style"`
	AbstractStyle     Style   `yaml:"abstract_style"`
	AbstractRule      string  `yaml:"abstract_rule"`
	BodySize          float64 `yaml:"body_size"`
	FirstLine         float64 `yaml:"first_line_mm"`
	LineSpacing       float64 `yaml:"line_pt"` // exact
	ParagraphGap      float64 `yaml:"gap_pt"`
	EndMark           string  `yaml:"end_mark"`
	OnBehalf          string  `yaml:"on_behalf"`      // T/M CHI BỘ
	OnBehalfAlso      string  `yaml:"on_behalf_also"` // what some wards use instead, selectable
	OnBehalfStyle     Style   `yaml:"on_behalf_style"`
	PostStyle         Style   `yaml:"post_style"`
	NameStyle         Style   `yaml:"name_style"`
	ScribeLabel       string  `yaml:"scribe_label"` // minutes, left
	ChairLabel        string  `yaml:"chair_label"`  // minutes, right
	RecipientsLabel   string  `yaml:"recipients_label"`
	RecipientsHead    Style   `yaml:"recipients_head_style"`
	RecipientsStyle   Style   `yaml:"recipients_style"`
	RecipientsLast    string  `yaml:"recipients_last"`
	PageNumberPlace   string  `yaml:"page_number_place"` // top or bottom, centred
	PageNumberSize    float64 `yaml:"page_number_size"`
	PageNumberOnFirst bool    `yaml:"page_number_on_first"`
	CellSeal          bool    `yaml:"cell_seal"`
	MinutesPlaceDate  bool    `yaml:"minutes_place_date"`
}

// Layout gives the form of papers in force that day.
func (b *Book) Layout(day string) Layout {
	l, ref := answer[Layout](b, "doc.layout", day, Scope{})
	l.Ref = ref
	return l
}

// PlaceDate writes the line of place and date: days below 10 and the first months carry a zero, because a
// digit could be written before them on paper. A day that does not exist is an error.
func (l Layout) PlaceDate(place, day string) (string, error) {
	t, err := parseDay(day)
	if err != nil {
		return "", err
	}
	month := fmt.Sprint(int(t.Month()))
	if int(t.Month()) <= l.PadMonthsTo {
		month = "0" + month
	}
	return strings.NewReplacer(
		"{place}", place,
		"{day}", t.Format("02"),
		"{month}", month,
		"{year}", t.Format("2006"),
	).Replace(l.PlaceDatePattern), nil
}

func (l *Layout) check() error {
	if min(l.Top, l.Bottom, l.Left, l.Right) < 5 || max(l.Top, l.Bottom, l.Left, l.Right) > 60 {
		return bad("lề từ 5 đến 60 mm", "margins are 5 to 60 mm")
	}
	if l.Paper == "" || l.Font == "" || l.BodySize < 8 || l.LineSpacing < l.BodySize || l.PadMonthsTo < 0 || l.PadMonthsTo > 9 {
		return bad("cần paper, font; body_size từ 8, line_pt không nhỏ hơn body_size, pad_months_to từ 0 đến 9", "paper, font, body_size from 8, line_pt from body_size, pad_months_to 0 to 9")
	}
	return oneOf("page_number_place", l.PageNumberPlace, "top", "bottom")
}

func (l *Layout) try(in *yaml.Node) (any, error) {
	var q struct {
		Place string `yaml:"place"`
		Date  string `yaml:"date"`
	}
	if err := decodeInput(in, &q); err != nil {
		return nil, err
	}
	line, err := l.PlaceDate(q.Place, q.Date)
	if err != nil {
		return nil, err
	}
	return map[string]any{"line": line, "layout": l}, nil
}
