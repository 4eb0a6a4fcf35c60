#pragma once

#include "models/base/answer.h"
#include "models/supabase/officenews.h"
#include "models/supabase/settingsstore.h"
#include "models/wording/wording.h"
#include "server/notify/sender.h"

#include <QElapsedTimer>

namespace pl::notify {

/// The office's words as the store has them: its name and address, its own templates. They are read again when they
/// have changed, so that a change counts from the next message on, without a restart.
class WordBook : public QObject
{
    Q_OBJECT
public:
    /// `own` is used where the office has set nothing. Without news, what was read is good for `goodFor`. `rest` must
    /// outlive the book.
    WordBook(supabase::RestClient &rest, OfficeIdentity own, std::chrono::milliseconds goodFor,
             QObject *parent = nullptr);

    /// From now on it reads again when there is news, and otherwise once a minute. `news` must outlive the book.
    void follow(supabase::OfficeNews &news);
    /// Read again first, if that is due; an error if the store could not be read.
    QFuture<Result<wording::OfficeWords>> fresh();
    /// Begins to read again if that is due; soon after a failure it is not, however often this is called.
    void freshen();
    /// As they were read last; before that, the server's own.
    const wording::OfficeWords &known() const { return m_words; }
    const OfficeIdentity &own() const { return m_own; }

private:
    static constexpr std::chrono::seconds kAfterFailure{5};

    bool isFresh() const;
    void read();
    void readSettings();
    void readTemplates(const wording::OfficeWords &words);
    void finish(const Result<wording::OfficeWords> &words);

    supabase::RestClient &m_rest;
    const OfficeIdentity m_own;
    std::chrono::milliseconds m_goodFor;
    wording::OfficeWords m_words;
    std::optional<QHash<QString, qint64>> m_versions; ///< of the settings in it; none: not read
    QElapsedTimer m_age;                              ///< invalid: not read, or changed since
    QElapsedTimer m_failed;                           ///< invalid: the last time, it could be read
    bool m_isReading = false;
    bool m_changedMeanwhile = false;
    QList<pl::Answer<wording::OfficeWords>> m_waiting;
};

/// The message for the provider, without id and recipient.
Message messageFrom(const wording::MessageText &text, const OfficeIdentity &office);

} // namespace pl::notify
