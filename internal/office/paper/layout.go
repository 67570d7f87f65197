// Package paper lays out Party papers from plain values: minutes, resolution,
// conclusion, notice, agenda, report, extract, roll, task table, and what is
// printed for members without a phone. It knows no database and no rule;
// margins, sizes and words come in a Layout, which the rule pack feeds.
//
// The form is 05-HD/VPTW 2026. Every paper renders to .docx and to plain text
// from the same blocks, so both always have the same order.
package paper

import "chibo/internal/office/docx"

// Layout is the prescribed form of Party papers.
type Layout struct {
	Rule        string  `json:"rule" yaml:"rule"` // e.g. "05-HD/VPTW 2026"
	Width       float64 `json:"width" yaml:"width"`
	Height      float64 `json:"height" yaml:"height"` // sheet, mm
	Top         float64 `json:"top" yaml:"top"`
	Bottom      float64 `json:"bottom" yaml:"bottom"`
	Left        float64 `json:"left" yaml:"left"`
	Right       float64 `json:"right" yaml:"right"` // margins, mm
	FirstLine   float64 `json:"first_line" yaml:"first_line"`
	Line        float64 `json:"line" yaml:"line"`                 // exact line spacing of the body, pt
	LeastLine   float64 `json:"least_line" yaml:"least_line"`     // a one-page paper may tighten to this
	After       float64 `json:"after" yaml:"after"`               // gap between paragraphs, pt
	TableLine   float64 `json:"table_line" yaml:"table_line"`     // exact line spacing in tables, pt
	SignGap     float64 `json:"sign_gap" yaml:"sign_gap"`         // room for the signature, pt
	QR          float64 `json:"qr" yaml:"qr"`                     // side of the QR, mm
	AbstractEnd string  `json:"abstract_end" yaml:"abstract_end"` // five hyphens
	Sizes       Sizes   `json:"sizes" yaml:"sizes"`
	Words       Words   `json:"words" yaml:"words"`
}

// Sizes are font sizes in points.
type Sizes struct {
	Party, PlaceDate, Superior, Issuer, Number, Type, Abstract, Body, Table, Sign, RecipientsHead, Recipients, PageNumber, Foot, Least float64
}

// Words are the fixed words of the form. Number takes {n}, {type}, {issuer};
// PlaceDate takes {place}, {day}, {month}, {year}. We, Voters, OnBehalf and
// FileCopy are of the body that issues: a cell, its committee, a committee above.
type Words struct {
	Party, Number, PlaceDate, Star                      string
	Minutes, Resolution, Notice, Report, Extract        string // type names
	Roll, Tasks, Conclusion, Programme, Invitation      string
	Slip                                                string
	MinutesCode, ResolutionCode, NoticeCode, ReportCode string // type symbols
	ExtractCode, ConclusionCode, ProgrammeCode          string
	OnBehalf, Recipients, FileCopy                      string
	ScribeSign, ChairSign, Post                         string
	We, Voters, Whole, Sitting                          string
	ReportAt, AtStart                                   string // heads of columns: at which meeting, at its beginning
	Resolve, Gap, Draft, Addressee, Verify              string
	Internal, Corrected                                 string
}

// DefaultLayout is 05-HD/VPTW 2026 with the font table of 36-HD annex 3.
func DefaultLayout() Layout {
	return Layout{
		Rule: "05-HD/VPTW 2026", Width: 210, Height: 297, Top: 20, Bottom: 20, Left: 30, Right: 15,
		FirstLine: 10, Line: 19, LeastLine: 17.5, After: 6, TableLine: 17, SignGap: 50, QR: 14, AbstractEnd: "-----",
		Sizes: Sizes{Party: 15, PlaceDate: 14, Superior: 14, Issuer: 14, Number: 14, Type: 16, Abstract: 14, Body: 14,
			Table: 13, Sign: 14, RecipientsHead: 14, Recipients: 12, PageNumber: 14, Foot: 12, Least: 12},
		Words: Words{
			Party: "ĐẢNG CỘNG SẢN VIỆT NAM", Number: "Số {n}-{type}/{issuer}", Star: "*",
			PlaceDate: "{place}, ngày {day} tháng {month} năm {year}",
			Minutes:   "BIÊN BẢN", Resolution: "NGHỊ QUYẾT", Notice: "THÔNG BÁO", Report: "BÁO CÁO",
			Extract: "TRÍCH BIÊN BẢN", Roll: "PHIẾU ĐIỂM DANH", Tasks: "BẢNG PHÂN CÔNG NHIỆM VỤ",
			Conclusion: "KẾT LUẬN", Programme: "CHƯƠNG TRÌNH", Invitation: "GIẤY MỜI", Slip: "THẺ VIỆC",
			MinutesCode: "BB", ResolutionCode: "NQ", NoticeCode: "TB", ReportCode: "BC", ExtractCode: "TrBB",
			ConclusionCode: "KL", ProgrammeCode: "CTr",
			OnBehalf: "T/M CHI BỘ", Post: "BÍ THƯ", Recipients: "Nơi nhận:", FileCopy: "Lưu Chi bộ.",
			ScribeSign: "NGƯỜI GHI BIÊN BẢN", ChairSign: "CHỦ TRÌ", We: "Chi bộ", Voters: "đảng viên chính thức", Whole: "đảng viên của chi bộ", Sitting: "Buổi sinh hoạt",
			ReportAt: "Báo\u00a0cáo ở\u00a0buổi", AtStart: "Tình hình đầu\u00a0buổi",
			Resolve: "QUYẾT NGHỊ", Gap: "(không ghi)", Draft: "DỰ THẢO", Addressee: "Kính gửi:", Verify: "Kiểm tra tại",
			Internal: "Tài liệu nội bộ", Corrected: "Bản đính chính",
		},
	}
}

// large is the same form in letters of 18 points throughout, foot and page
// number too, for readers who need them.
func (l Layout) large() Layout {
	const body, line = 18, 23
	for _, s := range []*float64{&l.Sizes.Party, &l.Sizes.PlaceDate, &l.Sizes.Superior, &l.Sizes.Issuer, &l.Sizes.Number, &l.Sizes.Abstract, &l.Sizes.Body,
		&l.Sizes.Table, &l.Sizes.Sign, &l.Sizes.RecipientsHead, &l.Sizes.Recipients, &l.Sizes.PageNumber, &l.Sizes.Foot, &l.Sizes.Least} {
		*s = body
	}
	l.Sizes.Type = 22
	l.Line, l.LeastLine, l.TableLine, l.After = line, 20.5, line, 6
	return l
}

// turned is the same form across the sheet; the margins stay on their sides.
func (l Layout) turned() Layout {
	l.Width, l.Height = l.Height, l.Width
	return l
}

func (l Layout) page() docx.Page {
	return docx.Page{Width: l.Width, Height: l.Height, Top: l.Top, Bottom: l.Bottom, Left: l.Left, Right: l.Right,
		HeadAt: l.Top / 2, FootAt: 4.5, NumberSize: l.Sizes.PageNumber}
}

// tighter is the next step of a paper that must fit one page: line spacing
// goes down to LeastLine, gaps and table letters shrink, the body size stays.
func (l Layout) tighter() Layout {
	l.Line = max(l.Line-0.5, l.LeastLine)
	l.After = max(l.After-1.5, 2)
	l.Sizes.Table = max(l.Sizes.Table-0.5, l.Sizes.Least)
	l.TableLine = max(l.TableLine-1.5, l.Sizes.Table*1.15)
	l.SignGap = max(l.SignGap-4, 30)
	return l
}
