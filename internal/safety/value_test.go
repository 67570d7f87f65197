package safety

import (
	"encoding/base64"
	"strconv"
)

func (m *made) value(parts []string, i int, p place, s sitting) (string, bool) {
	rootSlug := m.rootSlug
	if p.org == m.foreign.org || p.org == m.foreignRoot.org {
		rootSlug = m.foreignRoot.slug
	}
	before := parts[i-1]
	switch before + "/" + parts[i] {
	case "chi-bo/{cb}", "ban-in/{cb}", "xac-nhan-diem/{cb}", "diem/{cb}", "chua-bao/{cb}":
		return p.slug, true
	case "{cb}/{ky}": // of a score
		return month, true
	case "xa-phuong/{so}", "communes/{number}":
		return strconv.Itoa(communeNumber), true
	case "tep/{so}":
		return "1", true
	case "cap-uy/{cu}", "toan-tinh/{cu}":
		return rootSlug, true
	case "sinh-hoat/{ky}", "hop/{ky}":
		return s.period, true
	case "giam-sat/{id}", "checks/{id}":
		if parts[1] == "cap-uy" {
			return p.wardCheck, true
		}
		return p.check, true
	case "checks/{year}":
		return month[:4], true
	case "quyet-dinh-xem/{id}", "mandates/{id}", "my-mandates/{id}", "xem-bien-ban/{id}":
		return p.mandate, true
	case "{id}/{giay}":
		return p.minutes, true
	case "giup/{id}", "help-plans/{id}":
		return p.assist, true
	case "steps/{n}":
		return "1", true
	case "khen-thuong/{id}":
		return p.praised, true
	case "de-nghi-khen/{id}", "praise-proposals/{id}":
		return p.proposal, true
	case "so-ket-nam/{nam}", "campaign-reviews/{year}":
		return "2026", true
	case "de-cuong/{loai}":
		return "so-ket", true
	case "review-outlines/{kind}":
		return "interim", true
	case "cach-lam-hay/{id}", "good-ways/{id}":
		return p.goodway, true
	case "lam-theo/{id}", "good-ways-taken/{id}":
		return p.goodtaken, true
	case "good-way-hints/{id}":
		return p.goodhint, true
	case "nhom-ho/{id}", "household-groups/{id}":
		return p.households, true
	case "viec-giam-sat/{id}", "matters/{id}":
		return p.matter, true
	case "matters/{year}":
		return month[:4], true
	case "excuses/{member}":
		return p.member, true
	case "chuong-trinh/{id}", "programmes/{id}":
		if parts[1] == "cap-uy" {
			return p.ownProgramme, true
		}
		return p.programme, true
	case "chi-tieu/{ct}", "targets/{target}":
		if parts[1] == "cap-uy" {
			return p.ownTarget, true
		}
		return p.target, true
	case "chi-tieu/{cb}":
		return p.slug, true
	case "di-co-so/{id}", "visits/{id}":
		return p.visit, true
	case "promises/{id}":
		return p.promise, true
	case "lich/{ky}", "lich-chung/{ky}", "schedules/{month}":
		return "2026-12", true
	case "dues/{month}", "thang/{ky}", "chua-bao/{ky}", "thang/{thang}", "months/{month}", "counts/{month}", "province/{month}":
		return month, true
	case "dang-vien/{id}", "diem-danh/{id}", "members/{id}", "phieu/{id}", "hoi-tham/{id}":
		return p.member, true
	case "cap-ma/{id}", "people/{id}":
		return p.person, true
	case "nhiem-vu-nam/{id}", "duties/{id}":
		return p.duty, true
	case "nhiem-vu-nam/{nam}", "duties/{year}", "score-years/{year}":
		return month[:4], true
	case "nhiem-vu/{id}", "tasks/{id}":
		return p.task, true
	case "to-chuc/{id}", "orgs/{id}", "chi-bo/{id}":
		return p.org, true
	case "canh-bao/{id}", "alarms/{id}":
		return p.alarm, true
	case "chuyen-de/{id}", "campaigns/{id}":
		return p.campaign, true
	case "tam-tu/{id}", "concerns/{id}":
		if parts[1] == "cap-uy" {
			return p.heard, true
		}
		return p.concern, true
	case "nhin-lai/{id}", "findings/{id}":
		return p.finding, true
	case "lo-du-lieu/{id}", "breaches/{id}":
		return p.leak, true
	case "han-che/{id}", "quyet-dinh/{id}", "states/{id}":
		return p.person, true
	case "de-nghi/{yc}":
		return p.request, true
	case "rieng-tu/{id}", "requests/{id}", "own-requests/{id}":
		return p.request, true
	case "{id}/{viec}":
		if parts[i-2] == "rieng-tu" {
			return "tra-loi", true
		}
		return "sua", true
	case "chuc-vu/{id}":
		return p.post, true
	case "nhap/{id}", "imports/{id}":
		return p.imported, true
	case "bien-ban/{id}":
		return s.part, true
	case "noi-dung/{n}", "bieu-quyet/{n}", "y-kien/{n}":
		return "1", true
	case "noi-dung/{id}":
		if parts[i-2] == "nghi-quyet" {
			return s.deed, true
		}
		return s.item, true
	case "y-kien-truoc/{id}", "opinions-ahead/{ahead}":
		if parts[1] == "toi" {
			return s.id, true
		}
		return s.ahead, true
	case "y-kien/{id}", "opinions/{opinion}":
		return s.opinion, true
	case "danh-gia/{id}":
		return s.judged, true
	case "doi-cho/{id}":
		return s.outside, true
	case "bieu-duong/{id}", "praise/{praise}":
		return s.praise, true
	case "may-hop/{id}", "bo/{id}", "devices/{device}":
		return s.device, true
	case "chon/{id}":
		return base64.RawURLEncoding.EncodeToString([]byte("score")), true
	case "phien-dich/{id}", "interpreters/{interpreter}":
		return s.interpreter, true
	case "doc/{n}":
		return "1", true
	case "nhac-nho/{id}", "reminders/{id}":
		return p.reminder, true
	case "bao-cao/{ky}", "synthesis/{period}":
		return month[:4] + "-nam", true
	case "bieu-mau/{id}", "returns/{id}":
		return p.form, true
	case "rieng/{id}", "own-rules/{id}":
		return p.rule, true
	case "xem/{qd}", "rules/{ref}":
		return "regime.length.hd42@1", true
	case "tai/{tep}":
		if parts[i-3] == "chuyen-de" {
			return "bao-cao.docx", true
		}
		if parts[i-2] == "nhom-ho" {
			return "nhom-ho.docx", true
		}
		if parts[i-2] == "so-ket" || parts[i-3] == "so-ket-nam" {
			return "so-ket.docx", true
		}
		if parts[i-3] == "chuong-trinh" {
			return "chuong-trinh.docx", true
		}
		if i > 2 && parts[i-3] == "xem" {
			return "quy-dinh.yaml", true
		}
		if parts[i-3] == "lich" {
			return "lich.xlsx", true
		}
		if parts[i-3] == "lich-chung" {
			return "thong-bao.docx", true
		}
		if parts[i-2] == "{cb}" { // the office's batch
			return s.period + ".docx", true
		}
		if parts[i-2] != "so-dang-ky" && (parts[i-3] == "rieng-tu" || parts[i-3] == "de-nghi") {
			return "ban-sao.docx", true
		}
		if parts[i-3] == "lo-du-lieu" {
			return "danh-sach.xlsx", true
		}
		if parts[i-2] == "so-dang-ky" {
			return "so-dang-ky.xlsx", true
		}
		if parts[i-2] == "goi-so-tay" {
			return "sau.zip", true
		}
		if parts[1] == "giay-to" {
			return "1.docx", true
		}
		if parts[2] == "phieu" || parts[i-3] == "phieu" {
			return "phieu.docx", true
		}
		return "minutes.docx", true
	case "giay-to/{id}", "papers/{id}":
		return s.paper, true
	case "files/{file}":
		return "1.docx", true
	case "doan/{phan}":
		return "place", true
	case "v/{id}":
		return s.paper, true
	case "{id}/{ban}":
		return "1", true
	case "tro-giup/{trang}":
		return "phong", true
	case "{ban}/{ma}":
		return "00000000000000000000000000000000", true
	case "van-ban/{id}", "received/{id}":
		if parts[1] == "cap-uy" {
			return p.directive, true
		}
		return p.document, true
	case "directives/{id}":
		return p.directive, true
	case "packet/{file}":
		return "before.zip", true
	case "tep/{id}", "files/{id}":
		return p.file, true
	case "nguoi-giup/{id}", "assistants/{post}":
		return p.helper, true
	case "in/{mau}":
		return "nghi-quyet", true
	case "bao-vang/{id}", "meetings/{id}", "bao-co-mat/{id}", "ma-diem-danh/{id}":
		return s.id, true
	case "items/{item}":
		return s.item, true
	case "sheet/{file}":
		return "sheet.docx", true
	case "concern-sheet/{file}":
		return "sheet.docx", true
	case "office-batch/{file}":
		return "batch.docx", true
	case "documents/{file}":
		return "minutes.docx", true
	case "proofs/{document}":
		return s.paper, true
	case "may/{id}", "sessions/{id}":
		return "018f0000-0000-7000-8000-000000000000", true
	case "kich-hoat/{ma}", "thiet-lap/{ma}", "ngung-nhac/{ma}":
		return "9900001.khong-co", true
	}
	return "", false
}
