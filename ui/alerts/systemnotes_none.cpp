#include "ui/alerts/systemnotes.h"

// Systems whose notifications have no buttons for programs like this one. The tray shows the notes there.

namespace pl::ui {

struct SystemNotes::Private
{
};

SystemNotes::SystemNotes(QObject *parent) : QObject(parent) {}
SystemNotes::~SystemNotes() = default;

void SystemNotes::show(const Note &note)
{
    Q_EMIT refused(note);
}

void SystemNotes::withdraw(Note::Kind) {}
void SystemNotes::send(Note::Kind) {}
void SystemNotes::answered(const Note &, unsigned) {}

} // namespace pl::ui
