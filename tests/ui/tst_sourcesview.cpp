#include "tests/support/sourcerows.h"
#include "tests/support/testwords.h"
#include "tests/ui/officefixture.h"
#include "ui/office/filecontext.h"
#include "ui/office/sourcecontext.h"
#include "ui/sources/sourceform.h"
#include "ui/sources/sourcekindlist.h"
#include "ui/sources/sourcesview.h"
#include "ui/style/daybars.h"
#include "ui/widgets/chiplabel.h"
#include "ui/widgets/confirmpopup.h"
#include "ui/widgets/filterchip.h"
#include "ui/widgets/plainlabel.h"
#include "ui/widgets/statepage.h"

#include <QAction>
#include <QCheckBox>
#include <QClipboard>
#include <QComboBox>
#include <QDialog>
#include <QFile>
#include <QGuiApplication>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QSpinBox>
#include <QTableView>
#include <QTemporaryDir>
#include <QTest>

using namespace pl;
using namespace pl::ui;
using nlohmann::json;
using pl::test::FakeTransport;
using pl::test::sourceId;
using pl::test::sourceIdText;
using pl::test::words;

/// The page Sources by its keys: a form "website", and Google Ads, whose leads come by a hook. The server's part is
/// played by the test.
class TestSourcesView : public QObject
{
    Q_OBJECT

    std::unique_ptr<test::OfficeFixture> m_office;
    std::unique_ptr<replica::SourceBook> m_book;
    std::unique_ptr<replica::SourceCommands> m_commands;
    std::unique_ptr<replica::SourceTester> m_tester;
    std::unique_ptr<replica::IntakeReplica> m_items;
    std::unique_ptr<replica::IntakeCommands> m_intake;
    QTemporaryDir m_folder;
    FileContext m_files;
    QString m_fileName; ///< that was proposed
    std::unique_ptr<SourceContext> m_sources;
    std::unique_ptr<SourcesView> m_view;
    QStringList m_told;

    FakeTransport &store() { return m_office->transport; }
    template <class W>
    W *find(const char *name)
    {
        return m_view->findChild<W *>(QLatin1StringView(name));
    }
    QTableView *table() { return find<QTableView>("sourcesTable"); }
    QString text(const char *label) { return find<PlainLabel>(label)->text(); }
    QLineEdit *field(const char *name) { return find<SourceForm>("sourceForm")->findChild<QLineEdit *>(words(name)); }
    QString problem(const char *field)
    {
        return find<SourceForm>("sourceForm")->findChild<QLabel *>(words(field) + words("Problem"))->text();
    }
    void press(int key) { QTest::keyClick(table(), static_cast<Qt::Key>(key)); }
    void pressStateButton()
    {
        QTest::keyClick(find<StatePage>("sourcesState")->findChild<QPushButton *>(words("stateAction")), Qt::Key_Space);
    }
    void saveForm() { QTest::keyClick(find<SourceForm>("sourceForm"), Qt::Key_Return, Qt::ControlModifier); }
    void select(int number)
    {
        m_view->showSource(sourceId(number));
        QCOMPARE(table()->currentIndex().data(Qt::UserRole).toUuid(), sourceId(number));
    }
    json row(int number) { return store().row("lead_sources", sourceIdText(number)); }
    json rowNamed(const char *name)
    {
        for (const LeadSource &source : m_book->sources())
            if (source.name == words(name))
                return store().row("lead_sources", source.id.toString(QUuid::WithoutBraces).toStdString());
        return nullptr;
    }
    /// The row that the latest test made.
    json testRow()
    {
        json made;
        for (const supabase::HttpRequest &request : store().requests())
            if (request.method == "POST" && request.target.startsWith("/rest/v1/intake_items"))
                made = store().row("intake_items", json::parse(request.body.toStdString())["id"]);
        return made;
    }
    void change(int number, const json &changes)
    {
        json changed = row(number);
        changed.update(changes);
        changed["version"] = changed["version"].get<int>() + 1;
        changed["updated_at"] = store().nextTime();
        store().put("lead_sources", changed);
        QTRY_COMPARE(m_book->source(sourceId(number))->version, changed["version"].get<qint64>());
    }
    void putItem(int number, int source, const char *cause)
    {
        json item = test::intakeRow(itemId(number), source, "waiting");
        item["cause"] = cause;
        store().put("intake_items", item);
    }
    static std::string itemId(int number) { return "50000000-0000-4000-8000-00000000000" + std::to_string(number); }
    std::string itemStatus(int number) { return store().row("intake_items", itemId(number))["status"]; }
    /// The file that the person chooses, for saving and for loading.
    QString file() const { return m_folder.filePath(words("chosen.json")); }
    void writeFile(const QByteArray &text)
    {
        QFile written(file());
        QVERIFY(written.open(QIODevice::WriteOnly));
        QCOMPARE(written.write(text), text.size());
    }
    template <class W>
    W *inForm(const char *name)
    {
        return find<SourceForm>("sourceForm")->findChild<W *>(words(name));
    }
    void choose(const char *box, const QVariant &data)
    {
        auto *combo = inForm<QComboBox>(box);
        QVERIFY(combo->isVisible());
        combo->setCurrentIndex(combo->findData(data));
        QCOMPARE(combo->currentData(), data);
    }
    /// "Cancel" has the focus; the verb is one Tab away.
    void confirm()
    {
        auto *popup = m_view->window()->findChild<ConfirmPopup *>();
        QTRY_VERIFY(popup->isVisible());
        QTest::keyClick(popup->window()->focusWidget(), Qt::Key_Tab);
        QTest::keyClick(popup->window()->focusWidget(), Qt::Key_Return);
        QTRY_VERIFY(!popup->isVisible());
    }
    void open(bool filled = true)
    {
        store().fillOffice(2);
        store().put("settings", {{"key", "public_url"}, {"value", "https://leads.example.com"}, {"version", 1}});
        if (filled) {
            store().put("lead_sources", test::sourceRow(1, "website", "form"));
            store().put("lead_sources", test::sourceRow(2, "Google Ads, heaters", "hook"));
            store().put("settings",
                        test::sourceSetting("source_rules.", 1,
                                            {{"per_minute", 60}, {"origins", {"https://www.example.com"}}}));
        }
        m_view = std::make_unique<SourcesView>(m_office->context, *m_sources);
        connect(m_view.get(), &SourcesView::noticeWanted, this, [this](const QString &told) { m_told += told; });
        connect(m_view.get(), &SourcesView::undoRequested, this, [this] { m_office->undo.undo(); });
        m_view->resize(1240, 800);
        m_view->show();
        m_view->activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(m_view.get()));
        m_book->follow(m_office->replica.news());
        m_office->start();
        QTRY_VERIFY(m_office->isLive() && m_book->isLoaded());
        m_view->focusTable();
    }

private Q_SLOTS:
    void init()
    {
        m_told.clear();
        m_office = std::make_unique<test::OfficeFixture>();
        m_office->context.isAdmin = true;
        m_book = std::make_unique<replica::SourceBook>(m_office->client);
        m_commands = std::make_unique<replica::SourceCommands>(m_office->client, *m_book);
        m_tester = std::make_unique<replica::SourceTester>(
            m_office->client, m_office->replica, nullptr,
            replica::TestPace{std::chrono::milliseconds(10), std::chrono::milliseconds(300)});
        m_items = std::make_unique<replica::IntakeReplica>(m_office->client);
        m_intake = std::make_unique<replica::IntakeCommands>(m_office->client, *m_items);
        m_office->context.intake = m_intake.get();
        m_files.chooseFile = [this](QWidget *, const QString &name, const FileContext::Chosen &chosen) {
            m_fileName = name;
            chosen(file());
        };
        m_files.openFile = [this](QWidget *, const QStringList &, const FileContext::Chosen &chosen) {
            chosen(file());
        };
        m_office->context.files = &m_files;
        m_sources.reset(new SourceContext{*m_book, *m_commands, *m_tester});
        m_office->context.sources = m_sources.get();
    }
    void cleanup()
    {
        m_view.reset();
        m_sources.reset();
        m_intake.reset();
        m_items.reset();
        m_tester.reset();
        m_commands.reset();
        m_book.reset();
        m_office.reset();
    }

    void showsASourceAtAGlance()
    {
        open();
        json lead = FakeTransport::lead(9, "Rosa", "Example");
        lead["source_id"] = sourceIdText(1);
        store().put("leads", lead);
        select(1);
        QTRY_COMPARE(text("factReceived"), QString::fromUtf8("1 · 0 duplicates · 0 tests"));
        QCOMPARE(text("sourceName"), words("website"));
        QCOMPARE(text("sourceKind"), QString::fromUtf8("Web form · www.example.com"));
        QCOMPARE(find<ChipLabel>("sourceState")->text(), words("Active"));
        QCOMPARE(text("factLimits"), words("60 a minute"));
        QCOMPARE(text("sourceShortAddress"), QString::fromUtf8("…/api/v1/forms/pf_abcdef…"));
        QCOMPARE(text("sourcesCount"), words("2 sources"));
        QVERIFY(find<DayBars>("sourceDays")->accessibleDescription().contains(words("1 lead")));
        press(Qt::Key_Up);
        QCOMPARE(text("sourceKind"), words("Google Ads lead forms"));
        QCOMPARE(find<ChipLabel>("sourceState")->text(), words("Never sent"));
    }

    void anOfficeWithoutSourcesIsToldWhatToDo()
    {
        open(false);
        QTRY_COMPARE(find<StatePage>("sourcesState")->headline(), words("No sources yet"));
        pressStateButton();
        QTRY_VERIFY(find<SourceForm>("sourceForm")->isVisible());
    }

    void anOutageIsNoEmptyOffice()
    {
        store().setOffline(true);
        m_view = std::make_unique<SourcesView>(m_office->context, *m_sources);
        m_view->show();
        m_book->load();
        QTRY_COMPARE(find<StatePage>("sourcesState")->headline(), words("The sources could not be loaded"));
    }

    /// Their names may need two lines.
    void kindsAreCardsThatCanBeRead()
    {
        open();
        press(Qt::Key_N);
        auto *kinds = find<SourceForm>("sourceForm")->findChild<SourceKindList *>();
        QTRY_VERIFY(kinds->isVisible());
        for (int row = 0; row < kinds->count(); ++row) {
            const QRect card = kinds->visualItemRect(kinds->item(row));
            QVERIFY2(card.height() >= 2 * kinds->fontMetrics().height(), qPrintable(kinds->item(row)->text()));
            QVERIFY(card.width() * 4 > kinds->width());
        }
    }

    void addsAFormAndShowsItsAddressOnce()
    {
        open();
        press(Qt::Key_N);
        auto *form = find<SourceForm>("sourceForm");
        QTRY_VERIFY(form->isVisible());
        QVERIFY(!field("origins")->isVisible());
        form->findChild<SourceKindList *>()->choose(words("form"));
        QVERIFY(field("origins")->isVisible());
        QVERIFY(!field("signing_secret")->isVisible());
        QTest::keyClicks(field("name"), words("landing page"));
        QTest::keyClicks(field("cost_cents"), words("a lot"));
        saveForm();
        QVERIFY(problem("cost_cents").startsWith(words("Cost per lead")));
        QVERIFY(rowNamed("landing page").is_null());
        field("cost_cents")->setText(words("12.50"));
        saveForm();
        QVERIFY(problem("origins").contains(words("are required")));
        QTest::keyClicks(field("origins"), words("example.com, https://shop.example.com/contact"));
        form->findChild<QSpinBox *>(words("daily_cap"))->setValue(40);
        saveForm();
        QDialog *dialog = nullptr;
        QTRY_VERIFY((dialog = m_view->findChild<QDialog *>(words("sourceKeyDialog"))));
        QVERIFY(!form->isVisible());
        const json kept = rowNamed("landing page");
        QCOMPARE(kept["cost_cents"].get<int>(), 1250);
        QCOMPARE(kept["daily_cap"].get<int>(), 40);
        const QString address = dialog->findChild<QLineEdit *>(words("sourceAddress"))->text();
        const QString before = words("https://leads.example.com/api/v1/forms/");
        QVERIFY(address.startsWith(before + words("pf_")));
        const SourceKey key(address.mid(before.size()).toLatin1());
        QCOMPARE(QByteArray::fromStdString(kept["key_hash"]), key.hash());
        QTest::keyClick(dialog->findChild<QPushButton *>(words("sourceAddressCopy")), Qt::Key_Space);
        QCOMPARE(QGuiApplication::clipboard()->text(), address);
        QTest::keyClick(dialog, Qt::Key_Return);
        QTRY_VERIFY(!m_view->findChild<QDialog *>(words("sourceKeyDialog")));
        QCOMPARE(text("sourceName"), words("landing page"));
        QCOMPARE(text("sourceKind"), QString::fromUtf8("Web form · example.com, shop.example.com"));
        for (const PlainLabel *label : m_view->findChildren<PlainLabel *>())
            QVERIFY(!label->text().contains(QString::fromLatin1(key.text())));
    }

    void addsAHookWithTheMakersSteps()
    {
        open();
        press(Qt::Key_N);
        auto *form = find<SourceForm>("sourceForm");
        QTRY_VERIFY(form->isVisible());
        form->findChild<SourceKindList *>()->choose(words("meta"));
        QVERIFY(field("signing_secret")->isVisible());
        QTest::keyClicks(field("name"), words("Meta, spring"));
        QTest::keyClicks(field("access_token"), words("page token"));
        auto *service = form->findChild<QComboBox *>(words("default_service"));
        service->setCurrentIndex(service->findText(words("Drain Cleaning")));
        saveForm();
        QDialog *dialog = nullptr;
        QTRY_VERIFY((dialog = m_view->findChild<QDialog *>(words("sourceKeyDialog"))));
        QVERIFY(dialog->findChild<QLineEdit *>(words("sourceKey"))->text().startsWith(words("ph_")));
        QVERIFY(dialog->findChild<QLabel *>(words("sourceStep1"))->text().startsWith(words("1. In Meta")));
        const json kept = rowNamed("Meta, spring");
        QCOMPARE(kept["kind"].get<std::string>(), "hook");
        QCOMPARE(kept["preset"].get<std::string>(), "meta");
        QCOMPARE(kept["default_service"].get<std::string>(), "Drain Cleaning");
        QCOMPARE(store().count("source_secrets"), std::size_t(1));
        dialog->close();
    }

    void aTakenNameIsSaidAtTheField()
    {
        open();
        press(Qt::Key_N);
        find<SourceForm>("sourceForm")->findChild<SourceKindList *>()->choose(words("program"));
        QTest::keyClicks(field("name"), words("website"));
        store().answerNext("POST", "/rest/v1/lead_sources", [](const supabase::HttpRequest &) {
            return supabase::HttpResponse{409, {}, "{\"code\":\"23505\",\"message\":\"duplicate key value\"}"};
        });
        saveForm();
        QTRY_VERIFY(problem("name").contains(words("belongs to another source")));
        QCOMPARE(field("name")->text(), words("website"));
    }

    void anEditIsSavedAndTakenBack()
    {
        open();
        select(1);
        press(Qt::Key_E);
        QTRY_VERIFY(find<SourceForm>("sourceForm")->isVisible());
        QVERIFY(!find<SourceForm>("sourceForm")->findChild<SourceKindList *>()->isVisible());
        field("name")->setText(words("contact form"));
        saveForm();
        QTRY_COMPARE(m_told, QStringList{words("contact form was saved")});
        QCOMPARE(row(1)["name"].get<std::string>(), "contact form");
        m_office->undo.undo();
        QTRY_COMPARE(row(1)["name"].get<std::string>(), "website");
    }

    void somebodyElsesChangeComesIntoTheOpenForm()
    {
        open();
        select(1);
        press(Qt::Key_E);
        field("name")->setText(words("mine"));
        json theirs = row(1);
        theirs["daily_cap"] = 7;
        theirs["version"] = 2;
        theirs["updated_at"] = store().nextTime();
        store().put("lead_sources", theirs);
        auto *cap = find<SourceForm>("sourceForm")->findChild<QSpinBox *>(words("daily_cap"));
        QTRY_COMPARE(cap->value(), 7);
        QCOMPARE(field("name")->text(), words("mine"));
        saveForm();
        QTRY_COMPARE(row(1)["name"].get<std::string>(), "mine");
        QCOMPARE(row(1)["daily_cap"].get<int>(), 7);
    }

    void aHooksPresetAnswerAndSignatureAreEdited()
    {
        open();
        select(2);
        press(Qt::Key_E);
        QTRY_VERIFY(find<SourceForm>("sourceForm")->isVisible());
        choose("preset", words("generic"));
        choose("answer_status", 201);
        QVERIFY(!inForm<PlainLabel>("ownMappingStays")->isVisible());
        QVERIFY(!field("header")->isVisible() && !field("signing_secret")->isVisible());
        QTest::keyClick(inForm<QCheckBox>("authentication"), Qt::Key_Space);
        QVERIFY(field("header")->isVisible() && field("signing_secret")->isVisible());
        saveForm();
        QVERIFY(problem("header").contains(words("is required")));
        QTest::keyClicks(field("header"), words("X-Sig"));
        QTest::keyClicks(field("prefix"), words("v1="));
        choose("algorithm", words("sha1"));
        QTest::keyClicks(field("signing_secret"), words("whisper"));
        saveForm();
        QTRY_COMPARE(m_told, QStringList{words("Google Ads, heaters was saved")});
        QCOMPARE(row(2)["preset"].get<std::string>(), "generic");
        QCOMPARE(row(2)["answer_status"].get<int>(), 201);
        const json ways = json::array(
            {json{{"kind", "hmac"}, {"header", "X-Sig"}, {"algorithm", "sha1"}, {"encoding", "hex"}, {"prefix", "v1="}},
             json{{"kind", "path"}}});
        QVERIFY2(row(2)["authentication"] == ways, row(2)["authentication"].dump().c_str());
        QCOMPARE(store().count("source_secrets"), std::size_t(1));
        m_office->undo.undo();
        QTRY_COMPARE(row(2)["preset"].get<std::string>(), "google-ads");
        QVERIFY(row(2)["authentication"].is_null());
    }

    void aSignatureIsShownAndCanGo()
    {
        open();
        change(
            2,
            {{"preset", "generic"},
             {"authentication",
              {{{"kind", "hmac"}, {"header", "X-Old"}, {"algorithm", "sha1"}, {"encoding", "base64"}, {"prefix", ""}},
               {{"kind", "path"}}}}});
        select(2);
        press(Qt::Key_E);
        QTRY_VERIFY(field("header")->isVisible());
        QCOMPARE(field("header")->text(), words("X-Old"));
        QCOMPARE(inForm<QComboBox>("encoding")->currentData().toString(), words("base64"));
        // What the new preset signs with counts, and nothing of it is the source's own.
        choose("preset", words("meta"));
        QVERIFY(!field("header")->isVisible() && field("signing_secret")->isVisible());
        saveForm();
        QTRY_COMPARE(row(2)["preset"].get<std::string>(), "meta");
        QVERIFY2(row(2)["authentication"].is_null(), row(2)["authentication"].dump().c_str());
    }

    void anOwnMappingStaysWhenThePresetChanges()
    {
        open();
        change(2, {{"mapping", {{"fields", {{"full_name", "wer"}}}}}});
        putItem(1, 2, "unmapped");
        select(2);
        press(Qt::Key_E);
        QTRY_VERIFY(find<SourceForm>("sourceForm")->isVisible());
        QVERIFY(!inForm<PlainLabel>("ownMappingStays")->isVisible());
        choose("preset", words("callrail"));
        QVERIFY(inForm<PlainLabel>("ownMappingStays")->isVisible());
        saveForm();
        QTRY_COMPARE(m_told, QStringList{words("Google Ads, heaters was saved")});
        QCOMPARE(row(2)["preset"].get<std::string>(), "callrail");
        QVERIFY(!row(2)["mapping"].is_null());
        QCOMPARE(store().countOf("PATCH", "/rest/v1/intake_items"), 0); // it is read as before
    }

    void aMappingGoesToAFileAndBack()
    {
        open();
        const json own{{"fields", {{"full_name", {"wer"}}}}};
        change(2, {{"mapping", own}});
        select(1);
        QVERIFY(!find<QAction>("saveSourceMappingAction")->isEnabled());
        select(2);
        QCOMPARE(text("factMapping"), words("Its own"));
        find<QAction>("saveSourceMappingAction")->trigger();
        QCOMPARE(m_fileName, words("Google Ads_ heaters mapping.json"));
        QVERIFY(m_told.last().startsWith(words("The mapping of Google Ads, heaters was saved as")));
        find<QAction>("resetSourceMappingAction")->trigger();
        QTRY_VERIFY(row(2)["mapping"].is_null());
        QTRY_COMPARE(text("factMapping"), words("The preset’s"));
        QVERIFY(!find<QAction>("resetSourceMappingAction")->isEnabled());
        find<QAction>("loadSourceMappingAction")->trigger();
        QTRY_COMPARE(text("factMapping"), words("Its own"));
        QVERIFY(row(2)["mapping"]["fields"].contains("full_name"));
        m_office->undo.undo();
        QTRY_VERIFY(row(2)["mapping"].is_null());
        m_office->undo.undo();
        QTRY_VERIFY(row(2)["mapping"] == own);
    }

    void aBadMappingFileIsRefusedByItsField()
    {
        open();
        select(2);
        writeFile("{\"fields\":{\"email\":[\"a\",\"b[\"]}}");
        find<QAction>("loadSourceMappingAction")->trigger();
        QCOMPARE(m_told.size(), 1);
        QVERIFY2(m_told.first().contains(words("ields.email[1]")), qPrintable(m_told.first()));
        QCOMPARE(store().countOf("PATCH", "/rest/v1/lead_sources"), 0);
    }

    void somebodyElsesMappingIsNotOverwritten()
    {
        open();
        select(2);
        writeFile("{\"fields\":{\"full_name\":\"wer\"}}");
        json theirs = row(2);
        theirs["version"] = 2;
        theirs["updated_at"] = store().nextTime();
        store().put("lead_sources", theirs); // the book hasn't heard of it
        find<QAction>("loadSourceMappingAction")->trigger();
        QTRY_COMPARE(m_told.size(), 1);
        QVERIFY(m_told.first().startsWith(words("The mapping of Google Ads, heaters was not changed")));
        QVERIFY(row(2)["mapping"].is_null());
    }

    void whatWaitsIsTriedAgainWithAnotherMapping()
    {
        open();
        putItem(1, 2, "unmapped");
        putItem(2, 1, "unmapped");
        select(2);
        writeFile("{\"fields\":{\"full_name\":\"wer\"}}");
        find<QAction>("loadSourceMappingAction")->trigger();
        const QString done = words("Google Ads, heaters has a mapping of its own");
        QTRY_COMPARE(m_told, (QStringList{done, done + words(". Trying 1 item again.")}));
        QCOMPARE(itemStatus(1), "retry");
        QCOMPARE(itemStatus(2), "waiting");
    }

    void aNewTokenTriesWhatWaitsForIt()
    {
        open();
        change(2, {{"preset", "meta"}});
        putItem(1, 2, "not_fetched");
        putItem(2, 2, "unmapped");
        select(2);
        press(Qt::Key_E);
        QTRY_VERIFY(find<SourceForm>("sourceForm")->isVisible());
        QTest::keyClicks(field("access_token"), words("EAAB"));
        saveForm();
        const QString done = words("Google Ads, heaters was saved");
        QTRY_COMPARE(m_told, (QStringList{done, done + words(". Trying 1 item again.")}));
        QCOMPARE(itemStatus(1), "retry");
        QCOMPARE(itemStatus(2), "waiting");
    }

    void revokingAsksAndCanBeTakenBack()
    {
        open();
        select(2);
        press(Qt::Key_R);
        auto *popup = m_view->window()->findChild<ConfirmPopup *>();
        QTRY_VERIFY(popup->isVisible());
        QTest::keyClick(popup->window()->focusWidget(), Qt::Key_Return); // on Cancel
        QVERIFY(!popup->isVisible());
        QVERIFY(row(2)["active"].get<bool>());
        table()->setFocus();
        press(Qt::Key_R);
        confirm();
        QTRY_VERIFY(!row(2)["active"].get<bool>());
        QTRY_COMPARE(find<ChipLabel>("sourceState")->text(), words("Revoked"));
        QVERIFY(!find<QAction>("testSourceAction")->isEnabled());
        m_office->undo.undo();
        QTRY_VERIFY(row(2)["active"].get<bool>());
    }

    void aNewKeyIsShownWithWhatBecomesOfTheOldOne()
    {
        open();
        select(2);
        press(Qt::Key_K);
        confirm();
        QDialog *dialog = nullptr;
        QTRY_VERIFY((dialog = m_view->findChild<QDialog *>(words("sourceKeyDialog"))));
        const QString key = dialog->findChild<QLineEdit *>(words("sourceKey"))->text();
        QCOMPARE(QByteArray::fromStdString(row(2)["key_hash"]), SourceKey(key.toLatin1()).hash());
        QCOMPARE(row(2)["old_key_hash"].get<std::string>(), "hash of the first key");
        dialog->close();
        QTRY_VERIFY(text("sourceNotes").startsWith(words("The previous key works until")));
    }

    void aTestShowsTheLeadThatComesOut()
    {
        open();
        select(2);
        press(Qt::Key_T);
        QVERIFY(!testRow().is_null());
        QCOMPARE(testRow()["source_id"].get<std::string>(), sourceIdText(2));
        QVERIFY(testRow()["body"].get<std::string>().find("user_column_data") != std::string::npos);
        json taken = test::intakeRow(testRow()["id"], 2, "taken");
        taken["lead_id"] = FakeTransport::leadId(1);
        store().put("intake_items", taken);
        QVERIFY(!find<QAction>("testSourceAction")->isEnabled()); // until it is over
        QTRY_COMPARE(text("sourceTestHeadline"), words("A test lead came out"));
        QVERIFY(text("sourceTestSentence").startsWith(words("Customer Number1\n(512) 555-0143")));
        QVERIFY(find<QPushButton>("sourceTestLead")->isVisible());
        QVERIFY(!find<QPushButton>("sourceTestSort")->isVisible());
        select(1);
        QVERIFY(!find<QWidget>("sourceTest")->isVisible());
    }

    void aTestThatBecameNoLeadLeadsToSorting()
    {
        open();
        select(2);
        QUuid wanted;
        connect(m_view.get(), &SourcesView::toSortWanted, this, [&](const QUuid &source) { wanted = source; });
        press(Qt::Key_T);
        store().put("intake_items", test::intakeRow(testRow()["id"], 2, "waiting"));
        QTRY_COMPARE(text("sourceTestHeadline"), words("No lead came out"));
        QCOMPARE(text("sourceTestSentence"), words("No name and no way to reach anybody."));
        QTest::keyClick(find<QPushButton>("sourceTestSort"), Qt::Key_Space);
        QCOMPARE(wanted, sourceId(2));
        QTRY_COMPARE(find<ChipLabel>("sourceState")->text(), words("1 to sort"));
    }

    void aServerThatDoesNotAnswerIsTold()
    {
        open();
        select(1);
        press(Qt::Key_T);
        store().put("intake_items", test::intakeRow(testRow()["id"], 1, "retry"));
        QTRY_COMPARE(text("sourceTestHeadline"), words("The server doesn't answer"));
        QVERIFY(find<QAction>("testSourceAction")->isEnabled());
    }

    void aFilterShowsStatesAlone()
    {
        open();
        json revoked = row(1);
        revoked["active"] = false;
        revoked["version"] = 2;
        store().put("lead_sources", revoked);
        QTRY_VERIFY(!m_book->source(sourceId(1))->active);
        find<FilterChip>("sourcesFilter")->setChosen({words("revoked")});
        QTRY_COMPARE(table()->model()->rowCount(), 1);
        QCOMPARE(text("sourceName"), words("website"));
        find<FilterChip>("sourcesFilter")->setChosen({words("silent")});
        QTRY_COMPARE(find<StatePage>("sourcesState")->headline(), words("No source matches"));
        pressStateButton();
        QTRY_COMPARE(table()->model()->rowCount(), 2);
    }

    void othersWordsArePlainText()
    {
        const std::string name = "<b>bold</b><img src=/dev/zero>";
        store().put("lead_sources", test::sourceRow(3, name, "hook"));
        open();
        select(3);
        QCOMPARE(text("sourceName"), QString::fromStdString(name));
        QCOMPARE(find<QLabel>("sourceName")->textFormat(), Qt::PlainText);
        press(Qt::Key_T);
        json item = test::intakeRow(testRow()["id"], 3, "waiting");
        item["reason"] = name;
        store().put("intake_items", item);
        QTRY_COMPARE(text("sourceTestSentence"), QString::fromStdString(name));
        QCOMPARE(find<QLabel>("sourceTestSentence")->textFormat(), Qt::PlainText);
    }
};

QTEST_MAIN(TestSourcesView)
#include "tst_sourcesview.moc"
