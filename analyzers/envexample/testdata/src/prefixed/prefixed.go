// Package prefixed has a prefix that is not known: nor is then what a key of viper reads.
package prefixed

import "github.com/spf13/viper"

func bind(prefix string) {
	viper.SetEnvPrefix(prefix)
	viper.BindEnv("queue")
	viper.BindEnv("host", "HOST_BY_NAME") // want "`HOST_BY_NAME` is read here and missing"
}
