#pragma once

#include "models/supabase/restclient.h"
#include "server/intake/source.h"
#include "server/intake/usualrate.h"

#include <QTimer>

namespace pl::intake {

/// Detects sources that fall silent: every hour, counts the leads that the store got from each active source and
/// compares them with the usual rate (UsualRate).
///
/// The store counts, so all servers get the same result, and leads sent to another server count, too. The learned rates
/// are kept in a file. When a source falls silent or resumes, the row `source_silence.<id>` of `settings` tells the
/// office: a SourceSilence, with "since" null while the source is sending.
class SourceWatch : public QObject
{
    Q_OBJECT
public:
    using Clock = std::function<Timestamp()>;
    using Sources = std::function<QList<Source>()>; ///< the active ones

    static QString keyOf(const QUuid &source);

    /// `rest` must outlive this. An unreadable file is replaced.
    SourceWatch(supabase::RestClient &rest, Sources sources, QString file, Clock clock = Timestamp::now,
                QObject *parent = nullptr);

    /// Starts checking every minute.
    void start();
    /// Counts the last whole hour for the sources not counted yet, but not in an hour's first five minutes, because
    /// leads may still be on their way to the store. Failed counts are repeated next time.
    void check();

Q_SIGNALS:
    /// A source's state, with every `check`.
    void counted(const pl::intake::Source &source, const pl::intake::UsualRate::State &state);
    void fellSilent(const pl::intake::Source &source, const pl::intake::UsualRate::State &state);
    void sendsAgain(const pl::intake::Source &source);
    /// All sources were counted for this hour, or the store failed for one of them.
    void checked(const pl::Result<> &outcome);
    /// The learned rates could not be saved; everything else continues.
    void saveFailed(const QString &reason);

private:
    void countNext();
    void onCounted(const Source &source, const Result<qint64> &leads);
    void report(const Source &source, bool wasSilent, const UsualRate::State &state);
    void load();
    void keep();

    supabase::RestClient &m_rest;
    const Sources m_sources;
    const QString m_file;
    const Clock m_clock;
    QTimer m_timer;
    QHash<QUuid, UsualRate> m_rates;
    QList<Source> m_toCount;
    qint64 m_hour = 0; // being counted
    bool m_isCounting = false;
    Result<> m_outcome; // of this check
};

} // namespace pl::intake
