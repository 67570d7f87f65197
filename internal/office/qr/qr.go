// Package qr draws the square code a phone's camera reads, in black and white:
// under sealed papers, on activation slips, on the secretary's screen.
package qr

import (
	"bytes"
	"fmt"
	"image"
	"image/color"
	"image/png"

	"github.com/boombuler/barcode/qr"
)

// dots a module: sharp at 600 dpi on paper, and on a screen of any density.
const dots = 8

// Quiet is the white a reader wants around a code, in modules, where the page
// itself is not white.
const Quiet = 4

// PNG draws content with so many modules of white around it.
func PNG(content string, quiet int) ([]byte, error) {
	code, err := qr.Encode(content, qr.M, qr.Auto)
	if err != nil {
		return nil, fmt.Errorf("QR: %w", err)
	}
	modules := code.Bounds().Dx()
	side := (modules + 2*quiet) * dots
	img := image.NewPaletted(image.Rect(0, 0, side, side), color.Palette{color.White, color.Black})
	for y := range modules {
		line := img.Pix[(quiet+y)*dots*img.Stride:]
		for x := range modules {
			if code.At(x, y) == color.Black {
				for i := range dots {
					line[(quiet+x)*dots+i] = 1
				}
			}
		}
		for i := range dots - 1 { // a module is as high as it is wide
			copy(line[(i+1)*img.Stride:], line[:img.Stride])
		}
	}
	var b bytes.Buffer
	if err := png.Encode(&b, img); err != nil {
		return nil, fmt.Errorf("QR: %w", err)
	}
	return b.Bytes(), nil
}
