"""Comparing two pictures of a face by an outside service (人像比对): advice, never a finding."""

from .client import HttpFaceService
from .directory import face_service
from .fake import FakeFaceService
from .messages import FaceAdvice, FaceQuestion, Picture, parse_advice
from .ports import FaceService

__all__ = [
    "FaceAdvice",
    "FaceQuestion",
    "FaceService",
    "FakeFaceService",
    "HttpFaceService",
    "Picture",
    "face_service",
    "parse_advice",
]
