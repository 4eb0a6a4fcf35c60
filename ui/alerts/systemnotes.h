#pragma once

#include "ui/alerts/note.h"

#include <QObject>

#include <memory>

namespace pl::ui {

/// Notifications with an "Assign" button, where the system has them: on Linux by org.freedesktop.Notifications;
/// anywhere else every note is refused. Which .cpp is built depends on the platform. Lives on the GUI thread.
class SystemNotes : public QObject
{
    Q_OBJECT

public:
    explicit SystemNotes(QObject *parent = nullptr);
    ~SystemNotes() override;

    /// Replaces a note of the same kind that is still there. Within three seconds it is shown, or refused().
    void show(const Note &note);
    /// Takes a note away that has become pointless; does nothing when there is none.
    void withdraw(Note::Kind kind);

Q_SIGNALS:
    /// The person clicked the note itself.
    void opened(const pl::ui::Note &note);
    /// The person pressed "Assign".
    void assignWanted(const pl::ui::Note &note);
    /// The note was closed, by the person or by time.
    void closed(pl::ui::Note::Kind kind);
    /// It wasn't shown: there is no such service, or it failed. Emitted during show() at the earliest.
    void refused(const pl::ui::Note &note);

private:
    void send(Note::Kind kind);
    /// `id` is 0 when the service refused, or there is none.
    void answered(const Note &sent, unsigned id);

    struct Private;
    std::unique_ptr<Private> d;
};

} // namespace pl::ui
