"""Make the bucket that S3_BUCKET names at S3_ENDPOINT_URL, unless it exists."""

import os

import boto3

client = boto3.client(
    "s3",
    endpoint_url=os.environ["S3_ENDPOINT_URL"],
    region_name=os.environ.get("AWS_S3_REGION_NAME", "us-east-1"),
)
if os.environ["S3_BUCKET"] not in [bucket["Name"] for bucket in client.list_buckets()["Buckets"]]:
    client.create_bucket(Bucket=os.environ["S3_BUCKET"])
