package qr_test

import (
	"bytes"
	"image/color"
	"image/png"
	"strings"
	"testing"

	"chibo/internal/office/qr"
)

// TestACodeIsBlackOnWhite looks at the picture: white all around, then the
// black corner every code begins with, each module a whole square.
func TestACodeIsBlackOnWhite(t *testing.T) {
	for _, quiet := range []int{0, qr.Quiet} {
		data, err := qr.PNG("https://chibo.example/v/1", quiet)
		if err != nil {
			t.Fatal(err)
		}
		img, err := png.Decode(bytes.NewReader(data))
		if err != nil {
			t.Fatal(err)
		}
		side := img.Bounds().Dx()
		if side != img.Bounds().Dy() || side%8 != 0 {
			t.Fatalf("quiet %d: %v is no square of whole modules", quiet, img.Bounds())
		}
		dark := func(x, y int) bool { return color.GrayModel.Convert(img.At(x, y)) == color.Gray{} }
		for y := range side {
			for x := range side {
				module := dark(x/8*8, y/8*8)
				if dark(x, y) != module {
					t.Fatalf("quiet %d: the module at %d,%d is of two colours", quiet, x/8, y/8)
				}
				if edge := min(x, y, side-1-x, side-1-y) < quiet*8; edge && module {
					t.Fatalf("quiet %d: black at %d,%d", quiet, x, y)
				}
			}
		}
		for i := range 7 { // the finder's upper row is black, the module after it white
			if !dark((quiet+i)*8, quiet*8) {
				t.Errorf("quiet %d: module %d of the first corner is white", quiet, i)
			}
		}
		if dark((quiet+7)*8, quiet*8) {
			t.Errorf("quiet %d: the corner has no white after it", quiet)
		}
	}
}

func TestWhatNoCodeHoldsIsAnError(t *testing.T) {
	if _, err := qr.PNG(strings.Repeat("a", 5000), 0); err == nil {
		t.Error("five thousand letters became a code")
	}
}
