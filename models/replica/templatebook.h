#pragma once

#include "models/base/answer.h"
#include "models/supabase/officenews.h"
#include "models/supabase/settingsstore.h"
#include "models/wording/wording.h"

namespace pl::replica {

/// The office's words, for whoever changes them: its name and address, and the templates of its messages, as the store
/// has them. Every write names the version it saw: Outdated when somebody was faster, and then the book is reading
/// already. Lives on the GUI thread; every call finishes exactly once.
class TemplateBook : public QObject
{
    Q_OBJECT

public:
    /// `client` must outlive the book.
    explicit TemplateBook(supabase::RestClient &client, QObject *parent = nullptr);

    /// From now on it reads again whenever there is news. `news` must outlive the book, and somebody must ask for it.
    void follow(supabase::OfficeNews &news);
    void load();
    bool isLoaded() const { return m_isLoaded; }
    /// Why the last reading failed; nothing when it didn't.
    const std::optional<Error> &failure() const { return m_failure; }

    const wording::OfficeWords &words() const { return m_words; }
    bool chargesWhenAccepted() const { return m_chargesWhenAccepted; }
    /// What a message can mention of a lead. The link is one of the same form that leads nowhere: only the server can
    /// make a real one.
    wording::Facts factsOf(const Lead &lead, const std::optional<Plumber> &plumber, Timestamp now) const;
    /// The same with made-up people.
    wording::Facts sampleFacts(Timestamp now) const;

    /// Writes the office's text for a message; without a text, the original is sent again. InvalidInput as
    /// wording::checkTemplate says.
    QFuture<Result<wording::MessageTemplate>> write(const wording::MessageTemplate &seen,
                                                    const std::optional<wording::TemplateText> &text);
    /// Writes the name, the address, … and the language that differ; the templates in `wanted` don't count. An error's
    /// fields are the keys. When one is Outdated, those after it were not written.
    QFuture<Result<wording::OfficeWords>> changeOffice(const wording::OfficeWords &wanted);

Q_SIGNALS:
    /// Also when nothing but failure() changed.
    void changed();

private:
    void readSettings();
    void take(const QHash<QString, supabase::Setting> &rows);
    void readTemplates();
    void ended(const std::optional<Error> &failure);
    wording::OfficeWords wordsOfRows() const;
    using Written = Answer<wording::MessageTemplate>;
    void add(const wording::MessageTemplate &row, const Written &answer);
    void fetchAdded(const QUuid &id, const Written &answer);
    void apply(const wording::MessageTemplate &row, const Written &answer);
    using Changed = Answer<wording::OfficeWords>;
    void writeNext(QList<supabase::Setting> wanted, const Changed &answer);
    void wrote(const Result<supabase::Setting> &row, const QList<supabase::Setting> &rest, const Changed &answer);

    supabase::RestClient &m_client;
    QHash<QString, supabase::Setting> m_rows; ///< of settings, by key
    wording::OfficeWords m_words;
    bool m_chargesWhenAccepted = false;
    QString m_publicUrl;
    std::optional<Error> m_failure;
    bool m_isLoaded = false;
    bool m_isReading = false;
    bool m_readAgain = false; ///< news came while it was reading
};

} // namespace pl::replica
