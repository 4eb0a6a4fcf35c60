#pragma once

#include "models/base/answer.h"
#include "models/domain/messagesample.h"
#include "models/supabase/settingsstore.h"

namespace pl::replica {

/// How a test's answer is waited for.
struct TestPace
{
    std::chrono::milliseconds look = std::chrono::milliseconds(500);
    std::chrono::milliseconds patience = std::chrono::seconds(45); ///< longer than a provider may take
};

/// What messages look like, as the server tells, and tests of them for an admin. Lives on the GUI thread; every call
/// finishes exactly once.
class SampleBook : public QObject
{
    Q_OBJECT

public:
    /// `client` must outlive the book.
    explicit SampleBook(supabase::RestClient &client, QObject *parent = nullptr, TestPace pace = {});

    void load();
    /// A server has told.
    bool isLoaded() const { return !m_samples.previews.isEmpty(); }
    const MessageSamples &samples() const { return m_samples; }

    /// The server sends what the wish names: its template, channel and recipient, and a text that isn't saved yet. The
    /// answer is as below.
    QFuture<Result<QString>> send(MessageTest wish);
    /// The server sends this one to `recipient`. The answer is why it did not, a sentence; empty when it did. An Error
    /// when the store could not be asked.
    QFuture<Result<QString>> send(const MessagePreview &sample, const QString &recipient);

Q_SIGNALS:
    void changed();
    void loadFailed(const pl::Error &error);

private:
    struct Wish;
    using Told = std::shared_ptr<const Wish>;
    void readTest(const Told &wish, std::function<void(const supabase::Setting &row, const MessageTest &test)> next);
    void ask(const Told &wish, const supabase::Setting &row, const MessageTest &found);
    void lookLater(const Told &wish);
    void look(const Told &wish, const MessageTest &found);

    supabase::RestClient &m_client;
    const TestPace m_pace;
    MessageSamples m_samples;
};

} // namespace pl::replica
