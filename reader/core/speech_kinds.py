"""What the reader is told where this computer cannot read aloud, or not into a file."""

from __future__ import annotations

from reader.core.messages import QT_TRANSLATE_NOOP, ErrorKind

SPEECH_KINDS = (
    ErrorKind(
        "no-speech-part",
        QT_TRANSLATE_NOOP("errors", "Reading aloud is a part of Liseuse that is not installed."),
        QT_TRANSLATE_NOOP("errors", "Install it with pip install liseuse[speech], then start Liseuse again."),
    ),
    ErrorKind(
        "no-speech",
        QT_TRANSLATE_NOOP("errors", "This computer has no speech that Liseuse can use."),
        QT_TRANSLATE_NOOP(
            "errors",
            "On Linux, install speech-dispatcher and a voice, such as espeak-ng; then try again.",
        ),
    ),
    ErrorKind(
        "no-voice",
        QT_TRANSLATE_NOOP("errors", "This computer has no voice for {language}."),
        QT_TRANSLATE_NOOP("errors", "Add one in the system’s settings for speech, then try again."),
    ),
    ErrorKind(
        "no-voice-files",
        QT_TRANSLATE_NOOP("errors", "This computer has no program that reads sentences into files."),
        QT_TRANSLATE_NOOP(
            "errors", "On Linux, install espeak-ng; then try again. Or write the cards without audio."
        ),
    ),
    ErrorKind(
        "voice-failed",
        QT_TRANSLATE_NOOP("errors", "{program} could not read a sentence into a file."),
        QT_TRANSLATE_NOOP("errors", "Try again, or write the cards without audio."),
    ),
)
