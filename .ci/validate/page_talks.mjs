// Five weeks of conversations of a service desk as JSON Lines, the same ones each time: `page_talks.mjs zh|en`.
// Nobody talks on Sundays and in the third week from Wednesday to Friday. The last conversation wants to be more
// than text.

const language = process.argv[2];
const words = {
  zh: {
    agents: "王芳 李雷 赵敏 陈静 刘洋 杨帆 黄磊 周婷 吴昊 徐丽 孙悦 马超 朱琳 胡军 郭靖 何洁 高远 林夕 罗兰 郑爽".split(" "),
    ask: ["你好，我的快递三天没有更新了，单号 7783 2211 9040", "在吗？昨天买的鞋子尺码不对，想换一双", "这个月的账单怎么多了三十块？", "退款什么时候能到账？", "会员到期了还在扣费，怎么回事"],
    greet: ["您好，很高兴为您服务，请稍等，我马上为您查询。", "您好，我先看一下您的订单。", "在的，请您稍等一下。"],
    push: ["都等了这么久了，到底什么时候能好？", "能不能快一点？我今天就要用。", "你们上次也是这么说的。"],
    good: ["查到了，包裹今天已到本市，预计明天中午前送达。", "已为您登记换货，三个工作日内寄出新的尺码。", "这笔费用是流量包，我已为您取消，今天内退回。"],
    bad: ["这个我也不清楚，您自己看一下页面吧。", "急什么，都在处理了。", "您爱投诉就投诉，随便。", "大概过几天就到了吧，应该没问题。", "这不归我管，您去问快递公司。", "说了多少遍了，您怎么还不明白？", "没办法，规定就是这样。"],
    thanks: ["好的，谢谢。", "知道了。", "那我再等等吧。"],
    close: ["不客气，祝您生活愉快，再见！", "请问还有其他可以帮您的吗？"],
    system: "客户已进入会话",
    hostile: "急什么",
  },
  en: {
    agents: "Anna Ben Chloe David Emma Frank Grace Henry Isla Jack Karen Liam Mia Noah Olivia Paul Quinn Ruth Sam Tina".split(" "),
    ask: ["Hi, my parcel has not moved for three days, number 7783 2211 9040.", "Hello? The shoes I bought have the wrong size.", "Why is my bill thirty dollars higher this month?", "When will I get my refund?"],
    greet: ["Hello, thank you for contacting us. One moment please, I am looking into it.", "Hi, let me check your order first."],
    push: ["I have waited so long, when will this be done?", "Can you hurry? I need it today.", "That is what you said last time."],
    good: ["I found it: it is in your town and will arrive by noon tomorrow.", "I have booked the exchange; the new size leaves within three days."],
    bad: ["I don't know, have a look at the page yourself.", "Calm down, it is being handled.", "Go ahead and complain, I don't care.", "It's not my problem, ask the courier.", "How many times do I have to tell you?", "There is nothing I can do, that's our policy."],
    thanks: ["Okay, thank you.", "Fine.", "I will wait then."],
    close: ["You are welcome, have a nice day!", "Is there anything else I can help you with?"],
    system: "The customer has joined.",
    hostile: "Calm down",
  },
}[language];

// mulberry32: the same numbers each time.
let state = 20260105;
const random = () => {
  state = (state + 0x6d2b79f5) | 0;
  let t = Math.imul(state ^ (state >>> 15), 1 | state);
  t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
  return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
};
const below = most => Math.floor(random() * most);
const one = list => list[below(list.length)];

const say = (session, channel, role, speaker, time, text) =>
  console.log(JSON.stringify({ session, channel, role, speaker, time, text }));

const monday = Date.UTC(2026, 0, 5) / 1000;
let number = 0;
for (let day = 0; day < 35; day++) {
  if (day % 7 === 6 || (day >= 16 && day <= 18)) continue;
  for (let talk = 12 + below(14); talk > 0; talk--) {
    const who = Math.floor(random() ** 1.4 * words.agents.length), agent = words.agents[who];
    const session = `S-${String(++number).padStart(5, "0")}`, channel = who % 3 ? "chat" : "phone";
    let time = monday + day * 86400 + 9 * 3600 + below(9 * 3600);
    const turn = (role, text, wait) => {
      time += wait;
      say(session, channel, role, role === "agent" ? agent : undefined, time, text);
    };
    const wait = () => Math.round(4 + random() ** 6 * 1500);
    if (channel === "chat") turn("system", words.system, 0);
    turn("customer", one(words.ask), 2);
    turn("agent", one(words.greet), wait());
    for (let round = 1 + below(4); round > 0; round--) {
      turn("customer", one(words.push), 10 + below(60));
      turn("agent", one(words[random() < 0.05 + 0.012 * (20 - who) ? "bad" : "good"]), wait());
    }
    turn("customer", one(words.thanks), 5 + below(40));
    if (random() < 0.8) turn("agent", one(words.close), wait());
  }
}

const hostile = "</script><script>alert(1)</script><img src=https://example.org/x onerror=alert(2)>\"'&amp;\u202egnp";
const time = monday + 30 * 86400 + 40000;
say("HOSTILE <b>", "chat", "customer", hostile, time, hostile);
say("HOSTILE <b>", "chat", "agent", words.agents[0], time + 700, `${words.hostile}，${hostile}`);
say("HOSTILE <b>", "chat", "agent", words.agents[0], time + 720, words.bad[2]);
