package e2e

import (
	"bytes"
	"cmp"
	"context"
	"image"
	"image/color"
	"image/draw"
	"image/png"
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"testing"
	"time"

	"github.com/chromedp/cdproto/emulation"

	"chibo/internal/session"
	"chibo/internal/web/link"
)

// guide is the sheet for whoever puts chibo on the ward's PC.
var guide = filepath.Join("..", "..", "docs", "cai-dat.md")

// heaviest is what a picture of the guide may weigh: it is read over a slow line.
const heaviest = 60 << 10

var pictured = regexp.MustCompile(`!\[([^\]]*)\]\(hinh/([^)]+)\)`)

// TestPicturesOfTheGuide: each picture the guide shows is there, is light, and
// says in words what it shows; none lies about unused.
func TestPicturesOfTheGuide(t *testing.T) {
	text, err := os.ReadFile(guide)
	if err != nil {
		t.Fatal(err)
	}
	shown := map[string]bool{}
	for _, m := range pictured.FindAllStringSubmatch(string(text), -1) {
		shown[m[2]] = true
		if len(m[1]) < 20 {
			t.Errorf("%s has no words beside it: %q", m[2], m[1])
		}
	}
	files, err := filepath.Glob(filepath.Join(filepath.Dir(guide), "hinh", "*"))
	if err != nil || len(files) != len(shown) || len(shown) < 3 {
		t.Errorf("%d pictures shown, %d files: %v", len(shown), len(files), err)
	}
	for _, file := range files {
		b, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		size, err := png.DecodeConfig(bytes.NewReader(b))
		if err != nil || !shown[filepath.Base(file)] || len(b) > heaviest || size.Width != 360 && size.Width != 800 {
			t.Errorf("%s: shown %v, %d bytes, %d px wide: %v", file, shown[filepath.Base(file)], len(b), size.Width, err)
		}
	}
}

// TestGuideShots makes the pictures of the guide anew into the folder that
// CHIBO_GUIDE names, walking as the guide says through a server with nothing in it.
func TestGuideShots(t *testing.T) {
	dir := os.Getenv("CHIBO_GUIDE")
	if dir == "" {
		t.Skip("CHIBO_GUIDE names no folder for the pictures")
	}
	s := open(t, t.TempDir())
	keeper := s.app.Keeper
	keeper.Dir, keeper.Daily, keeper.Clock = t.TempDir(), 7, func() time.Time { return time.UnixMilli(s.now.Load()) }
	code, err := session.NewSetup(context.Background(), s.app.DB)
	if err != nil {
		t.Fatal(err)
	}
	v := s.phone(t, "first officer")
	take := func(name string, wide int64, from, high int) {
		t.Helper()
		file := filepath.Join(dir, name+".png")
		v.picture(wide, 640, wide == 360, file)
		crop(t, file, from, high)
		v.run("size", emulation.SetDeviceMetricsOverride(360, 640, 1, true))
	}
	v.visit(link.Setup(code))
	v.fill("committee", "Đảng bộ phường Sông Xanh", "number", "1100101", "place", "Sông Xanh", "consent_no", "15-CV/ĐU", "consent_day", "02/11/2026", "officer", "Nguyễn Thu Hà", "sign_in", "ha.nguyen")
	take("thiet-lap", 800, 0, 1415)
	v.primary()
	take("vao-roi", 360, 0, 640)
	v.visit(link.OwnPassword)
	take("mat-khau", 360, 0, 640)
	v.fill("password", "con trâu đen uống nước suối")
	v.primary()
	take("may-da-vao", 360, 0, 640)
	v.press("Thêm một máy của tôi")
	take("ma-kich-hoat", 360, 0, 970)
	if _, err := keeper.Make(context.Background()); err != nil {
		t.Fatal(err)
	}
	v.visit(link.System())
	take("tinh-trang", 360, 0, 640)
}

// crop keeps so many rows of a picture, in at most 256 colours: a page has few,
// and the file a third of the weight.
func crop(t *testing.T, file string, from, high int) {
	t.Helper()
	b, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	whole, err := png.Decode(bytes.NewReader(b))
	if err != nil {
		t.Fatal(err)
	}
	part := whole.Bounds().Intersect(image.Rect(0, from, whole.Bounds().Dx(), from+high))
	often := map[color.RGBA]int{}
	for y := part.Min.Y; y < part.Max.Y; y++ {
		for x := part.Min.X; x < part.Max.X; x++ {
			often[color.RGBAModel.Convert(whole.At(x, y)).(color.RGBA)]++
		}
	}
	by := slices.SortedFunc(maps.Keys(often), func(a, b color.RGBA) int { return cmp.Compare(often[b], often[a]) })
	var colours color.Palette
	for _, c := range by[:min(len(by), 256)] {
		colours = append(colours, c)
	}
	out := image.NewPaletted(image.Rect(0, 0, part.Dx(), part.Dy()), colours)
	draw.Draw(out, out.Bounds(), whole, part.Min, draw.Src)
	var small bytes.Buffer
	if err := (&png.Encoder{CompressionLevel: png.BestCompression}).Encode(&small, out); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(file, small.Bytes(), 0o644); err != nil {
		t.Fatal(err)
	}
	t.Logf("%s: %d bytes of a page %d high", file, small.Len(), whole.Bounds().Dy())
}
