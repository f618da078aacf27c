"""C3: what somebody starts at a prompt answers no requests."""

import argparse

import boto3
import click
import typer
from django.core.management import BaseCommand

app = typer.Typer()


@click.group()
def tasks() -> None:
    pass


@tasks.command()
def purge() -> None:
    s3 = boto3.client("s3")  # ok: client-per-request
    s3.delete_object(Bucket="reports", Key="old")


@click.command("copy")
def copy() -> None:
    s3 = boto3.client("s3")  # ok: client-per-request
    s3.copy_object(Bucket="reports", Key="new", CopySource="old")


@app.command()
def listing() -> None:
    s3 = boto3.client("s3")  # ok: client-per-request
    print(s3.list_buckets())


def sync(args: argparse.Namespace) -> None:
    s3 = boto3.client("s3", region_name=args.region)  # ok: client-per-request
    print(s3.list_buckets())


class Command(BaseCommand):
    def handle(self, *args, **options) -> None:
        self._run()

    def _run(self) -> None:
        s3 = boto3.client("s3")  # ok: client-per-request
        print(s3.list_buckets())


def report() -> None:
    s3 = boto3.client("s3")  # ok: client-per-request
    print(s3.list_buckets())


def main(argv: list[str] | None = None) -> None:
    parser = argparse.ArgumentParser()
    parser.add_subparsers().add_parser("sync").set_defaults(run=sync)
    report()
    args = parser.parse_args(argv)
    args.run(args)


if __name__ == "__main__":
    main()
