package app

import (
	"net/http"
	"os"

	"mind/config"
)

const header = "X-Product-Id"

type event struct {
	Name      string
	ProductID string `json:"productId"`
}

func track(name, productId string) {}

func literals(r *http.Request) {
	_ = event{Name: "x", ProductID: config.ProductID}
	_ = event{ProductID: os.Getenv("PRODUCT_ID")}
	_ = event{ProductID: r.URL.Query().Get("p")}
	_ = event{ProductID: ""}
	_ = event{ProductID: "*"}
}
