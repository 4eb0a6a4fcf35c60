#pragma once

#include "models/domain/messagesample.h"
#include "models/supabase/officenews.h"
#include "models/supabase/settingsstore.h"
#include "server/notify/messagecall.h"

#include <QTimer>

namespace pl::notify {

/// Shows the office what messages look like, in its own words, and sends test messages on request, through two rows of
/// `settings` (models/domain/messagesample.h). So it works wherever the window reaches the store, and the store decides
/// who may request a test. Any number of servers may run one: a request is claimed by its version. A test goes out at
/// most once. It ignores quiet hours, because the person asked for it now, but respects STOP.
class SampleDesk : public QObject
{
    Q_OBJECT
public:
    SampleDesk(MessageTools tools, std::chrono::milliseconds interval, QObject *parent = nullptr);

    static constexpr std::chrono::seconds kAfterFailure{20};

    /// Makes it check when settings change, and otherwise once a minute. `news` must outlive the desk.
    void follow(supabase::OfficeNews &news);
    void start();

Q_SIGNALS:
    /// The outcome of a test: "sent" or "not_sent".
    void handled(const QString &channel, const QString &outcome);
    /// A round has ended; an error if the store could not be read or written.
    void looked(const pl::Result<> &outcome);

private:
    void round();
    void look(const QHash<QString, supabase::Setting> &rows, const wording::OfficeWords &words);
    bool isPublished(bool chargesWhenAccepted, const wording::OfficeWords &words);
    void publish();
    void replace(const MessageSamples &samples);
    void claim(const MessageTest &wish, const supabase::Setting &row);
    void checkOptOut(const MessageTest &wish, const supabase::Setting &row);
    void send(const MessageTest &wish, const supabase::Setting &row);
    Result<wording::MessageText> textOf(const MessageTest &wish) const;
    void saveOutcome(const MessageTest &wish, const supabase::Setting &row, const QString &reason);
    void rest(const Result<> &written);

    const MessageTools m_tools;
    const supabase::SettingsStore m_settings{m_tools.rest};
    std::chrono::milliseconds m_interval;
    QTimer m_timer;
    bool m_isWoken = false; ///< during a round
    bool m_chargesWhenAccepted = false;
    wording::OfficeWords m_words;
    bool m_isPublished = false; ///< with these two
};

} // namespace pl::notify
