#pragma once

#include "models/tables/leaddeadlinewatch.h"
#include "ui/alerts/note.h"
#include "ui/office/officecontext.h"

#include <QMap>
#include <QSet>

namespace pl::ui {

/// What should be told about leads outside of the window, and when it should sound: a new lead for today that came from
/// elsewhere, and a lead of which half the time to be assigned is gone, or all of it. Each is told once; for deadlines,
/// restarts don't repeat it (kept in the settings, by server). What comes together is told as one. Follows this
/// computer's settings "alerts/…". Lives on the GUI thread.
class LeadAlerts : public QObject
{
    Q_OBJECT

public:
    /// `context` must outlive this.
    explicit LeadAlerts(OfficeContext &context, QObject *parent = nullptr);

    /// Tells what is already due, such as leads whose time ran out while the program didn't run.
    void start();
    /// The note of this kind is gone: the next one doesn't count its leads again.
    void release(Note::Kind kind) { m_open.remove(kind); }
    /// Notes name nobody while the window is locked. Those that may still be there are replaced.
    void setDiscreet(bool discreet);

Q_SIGNALS:
    void noteWanted(const pl::ui::Note &note);
    /// Every lead that the note was about has a plumber, or is closed.
    void notePointless(pl::ui::Note::Kind kind);
    /// `volume` in percent, more than 0.
    void soundWanted(pl::Urgency urgency, int volume);

private:
    void loaded();
    void take(const QList<Lead> &leads, bool fromServer);
    void tellDue(const QList<QUuid> &halfGone, const QList<QUuid> &over);
    void tellArrived();
    void tell(Note::Kind kind, const QList<QUuid> &leads);
    Note noteOf(Note::Kind kind, const QList<QUuid> &leads) const;
    void sound(const QList<QUuid> &leads);
    void dropPointless();
    bool isWaiting(const QUuid &lead) const;
    bool isOn(const QString &key) const { return m_context.settings.value(key, true).toBool(); }
    QString textFor(Note::Kind kind, const QList<QUuid> &leads) const;
    QString settingsKey() const;
    tables::LeadDeadlineWatch::Told kept() const;
    void keep();

    OfficeContext &m_context;
    tables::LeadDeadlineWatch m_watch;
    std::optional<Timestamp> m_since; ///< leads from then on are new, unless they are known; none: nothing is loaded
    QSet<QUuid> m_known;
    QList<QUuid> m_arrived; ///< to be told in a moment
    QTimer m_gather;
    QMap<Note::Kind, QList<QUuid>> m_open; ///< what each note that may still be there is about
    bool m_isDiscreet = false;
};

} // namespace pl::ui
