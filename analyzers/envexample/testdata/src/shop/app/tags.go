package app

import (
	"context"
	"github.com/caarlos0/env/v11"
	"github.com/ilyakaznacheev/cleanenv"
	"github.com/kelseyhightower/envconfig"
	goenvconfig "github.com/sethvargo/go-envconfig"
	"github.com/spf13/viper"
	"time"
)

// cleanenv: names of nested structs have a prefix.
type Config struct {
	Cosmos Cosmos `env-prefix:"COSMOS_"`
	Plain  string `env:"PLAIN"`
	Other  string `env:"OTHER"`          // want "`OTHER` is read here and missing"
	Either string `env:"NOT_THIS,PLAIN"` // the second one is documented
	None   string `env:"-"`
	Start  time.Time
}

type Cosmos struct {
	Endpoint string `env:"ENDPOINT"`
	Key      string `env:"KEY" env-required:"true"` // want "`COSMOS_KEY` is read here and missing"
}

func load() (c Config, err error) {
	err = cleanenv.ReadEnv(&c)
	return c, err
}

// caarlos0/env: options follow the name.
type tls struct {
	Cert string `env:"CERT,required"`
	Key  string `env:"KEY,notEmpty"` // want "`TLS_KEY` is read here and missing"
}

type server struct {
	TLS tls `envPrefix:"TLS_"`
}

func parse() {
	var s struct {
		Server server
		Name   string `env:"SERVER_NAME"` // want "`SERVER_NAME` is read here and missing"
	}
	_ = env.Parse(&s)
}

// envconfig: fields without tags have names, too.
type spec struct {
	Port     int
	Debug    bool   // want "`SHOP_DEBUG` is read here and missing"
	LogLevel string `split_words:"true"` // want "`SHOP_LOG_LEVEL` is read here and missing"
	Plain    string `envconfig:"PLAIN"`  // SHOP_PLAIN, or PLAIN
	hidden   string
	Skipped  string `ignored:"true"`
	Level    level  // want "`SHOP_LEVEL` is read here and missing"
	Pool     pool
}

// A struct that reads a text itself is one variable; any other is one for each field.
type level struct{ Name string }

func (l *level) UnmarshalText(text []byte) error { return nil }

type pool struct {
	Size int // want "`SHOP_POOL_SIZE` is read here and missing"
}

func process(prefix string) {
	var s spec
	envconfig.MustProcess("shop", &s)
	var f far
	envconfig.MustProcess(prefix, &f)
}

// Under a prefix that is not known nothing is.
type far struct {
	Queue string `env:"FAR_QUEUE"`
}

// go-envconfig: the prefix is an option of the tag.
type database struct {
	Host string `env:"HOST"` // want "`DB_HOST` is read here and missing"
	User string `env:"USER"` // DB_USER is documented
}

type outer struct {
	Database database `env:", prefix=DB_"`
}

func processed(ctx context.Context) (o outer, err error) {
	err = goenvconfig.Process(ctx, &o)
	return o, err
}

// caarlos0/env makes one by its type, too.
type made struct {
	Region string `env:"REGION"` // want "`MADE_REGION` is read here and missing"
	Zone   string `env:"ZONE"`   // MADE_ZONE is documented
}

func parsed() (made, error) { return env.ParseAsWithOptions[made](env.Options{Prefix: "MADE_"}) }

// What nobody fills here somebody else does.
type Shared struct {
	Queue string `env:"QUEUE_URL"` // want "`QUEUE_URL` is read here and missing"
}

// Tags of other libraries say nothing of the environment.
type body struct {
	Name string `json:"name"`
}

func bind() {
	viper.BindEnv("a", "BOUND_FIRST", "BOUND_SECOND")
	viper.BindEnv("b", "BOUND_MISSING") // want "`BOUND_MISSING` is read here and missing"
	viper.SetEnvPrefix("shop")
	viper.BindEnv("port")
	viper.BindEnv("host_name") // want "`SHOP_HOST_NAME` is read here and missing"
}
