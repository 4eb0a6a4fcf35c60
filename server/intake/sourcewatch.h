#pragma once

#include "models/supabase/restclient.h"
#include "server/intake/source.h"
#include "server/intake/usualrate.h"

#include <QTimer>

namespace pl::intake {

/// Notices sources that fall silent: counts each hour what the store got from every active source and compares it with
/// what is usual (UsualRate).
///
/// The store counts, so several servers come to the same result, and what a source sent to another one is no silence.
/// What was learnt is kept in a file. When a source falls silent or sends again, the row `source_silence.<id>` of
/// `settings` says so to the office: a SourceSilence, its "since" null when the source sends.
class SourceWatch : public QObject
{
    Q_OBJECT
public:
    using Clock = std::function<Timestamp()>;
    using Sources = std::function<QList<Source>()>; ///< the active ones

    static QString keyOf(const QUuid &source);

    /// `rest` must outlive this. A file that can't be read is begun anew.
    SourceWatch(supabase::RestClient &rest, Sources sources, QString file, Clock clock = Timestamp::now,
                QObject *parent = nullptr);

    /// Looks every minute from now on.
    void start();
    /// Counts the last whole hour of those sources for which that was not done yet; not in an hour's first five
    /// minutes, as leads may still be on their way to the store. What the store does not answer is asked again next
    /// time.
    void check();

Q_SIGNALS:
    /// How a source stands, with every `check`.
    void counted(const pl::intake::Source &source, const pl::intake::UsualRate::State &state);
    void fellSilent(const pl::intake::Source &source, const pl::intake::UsualRate::State &state);
    void sendsAgain(const pl::intake::Source &source);
    /// All sources of this hour were counted, or the store could not be asked for one.
    void checked(const pl::Result<> &outcome);
    /// What was learnt could not be kept; all else goes on.
    void notKept(const QString &reason);

private:
    void countNext();
    void onCounted(const Source &source, const Result<qint64> &leads);
    void tell(const Source &source, bool wasSilent, const UsualRate::State &state);
    void load();
    void keep();

    supabase::RestClient &m_rest;
    const Sources m_sources;
    const QString m_file;
    const Clock m_clock;
    QTimer m_timer;
    QHash<QUuid, UsualRate> m_rates;
    QList<Source> m_toCount;
    qint64 m_hour = 0; // that is being counted
    bool m_isCounting = false;
    Result<> m_outcome; // of this check
};

} // namespace pl::intake
