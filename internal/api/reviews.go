package api

import (
	"strings"

	"chibo/internal/campaign"
	"chibo/internal/office/docx"
	"chibo/internal/store"
)

// CampaignReview is a review of campaigns in the committee's outline: its blocks in order,
// a paragraph as a line, a table as rows of cells.
type CampaignReview struct {
	File   string        `json:"file" doc:"Name without an ending"`
	Blocks []ReviewBlock `json:"blocks" nullable:"false"`
}

// ReviewBlock is a paragraph or a table.
type ReviewBlock struct {
	Text string     `json:"text,omitempty"`
	Rows [][]string `json:"rows,omitempty"`
}

func wireReview(d docx.Document, file string) CampaignReview {
	out := CampaignReview{File: file, Blocks: []ReviewBlock{}}
	for _, b := range d.Blocks {
		switch b := b.(type) {
		case docx.Paragraph:
			if text := runs(b); text != "" {
				out.Blocks = append(out.Blocks, ReviewBlock{Text: text})
			}
		case docx.Table:
			var rows [][]string
			for _, row := range b.Rows {
				cells := make([]string, 0, len(row.Cells))
				for _, c := range row.Cells {
					var lines []string
					for _, p := range c.Paragraphs {
						lines = append(lines, runs(p))
					}
					cells = append(cells, strings.Join(lines, "\n"))
				}
				rows = append(rows, cells)
			}
			out.Blocks = append(out.Blocks, ReviewBlock{Rows: rows})
		}
	}
	return out
}

func runs(p docx.Paragraph) string {
	var b strings.Builder
	for _, r := range p.Runs {
		b.WriteString(r.Text)
	}
	return b.String()
}

// reviews are the reviews of campaigns, and the outlines they stand in.
func (s *server) reviews() {
	read(s, "campaigns.review", func(rd *store.Reader, in *ByID) (CampaignReview, error) {
		d, file, err := campaign.Review(rd, s.book(rd), in.ID)
		return wireReview(d, file), err
	})
	read(s, "campaigns.review-year", func(rd *store.Reader, in *struct {
		ByID
		Year string `path:"year" maxLength:"4"`
	}) (CampaignReview, error) {
		d, file, err := campaign.ReviewYear(rd, s.book(rd), in.ID, in.Year)
		return wireReview(d, file), err
	})
	read(s, "outlines.get", func(rd *store.Reader, in *struct {
		ByID
		Kind string `path:"kind" enum:"interim,final,year"`
	}) (campaign.ReviewOutline, error) {
		return campaign.Outline(rd, s.book(rd), in.ID, in.Kind)
	})
	write(s, "outlines.set", func(tx *store.Tx, in *struct {
		ByID
		Kind string `path:"kind" enum:"interim,final,year"`
		Body struct {
			Body    string `json:"body" maxLength:"32000" doc:"Empty gives the shipped outline back"`
			Version int64  `json:"version"`
		}
	}) (campaign.ReviewOutline, error) {
		return campaign.SetOutline(tx, s.book(tx), in.ID, in.Kind, in.Body.Version, in.Body.Body)
	})
}
